package io.dromedary.parquet;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/**
 * An element of a schema with those below it.
 *
 * @param children empty if it is a leaf
 */
record SchemaTree(SchemaElement element, List<SchemaTree> children) {

    /** The root with all that is below. The elements must form a tree of a depth that has been checked. */
    static SchemaTree of(List<SchemaElement> elements) {
        return next(elements.iterator());
    }

    private static SchemaTree next(Iterator<SchemaElement> elements) {
        SchemaElement element = elements.next();
        List<SchemaTree> children = new ArrayList<>();
        while (!element.isSetType() && children.size() < element.getNum_children()) {
            children.add(next(elements));
        }
        return new SchemaTree(element, children);
    }

    /** For people: {@code INT64 DECIMAL(15,2)}, {@code LIST<INT32>}, {@code STRUCT<x DOUBLE, y DOUBLE>}. */
    String typeText() {
        if (element.isSetType()) {
            return SchemaText.type(element);
        }
        List<SchemaTree> inner = children.size() == 1 ? children.get(0).children : List.of();
        boolean repeated =
                !inner.isEmpty() && children.get(0).element.getRepetition_type() == FieldRepetitionType.REPEATED;
        String logicalType = SchemaText.logicalType(element);
        if (repeated && inner.size() == 1 && logicalType.equals("LIST")) {
            return "LIST<%s>".formatted(inner.get(0).typeText());
        } else if (repeated && inner.size() == 2 && logicalType.equals("MAP")) {
            return "MAP<%s, %s>".formatted(inner.get(0).typeText(), inner.get(1).typeText());
        }
        return children.stream()
                .map(child -> child.element.getName() + " " + child.typeText())
                .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
}

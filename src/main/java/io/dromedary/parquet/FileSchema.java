package io.dromedary.parquet;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.Leaf.Step;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.SchemaElement;

/** The schema of a file: a tree of elements, listed depth first as the footer has it, and its leaves. */
final class FileSchema {
    /** Deeper trees are refused by readers, among them our own. */
    static final int DEPTH_MAX = 64;

    private static final String ROOT = "schema";
    private static final int FIELD_ID_STRIDE = 10_000;

    private final List<SchemaElement> elements = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private final int fieldIdStride;
    private int column;
    private int fieldId;

    private FileSchema(int columns) {
        elements.add(new SchemaElement(ROOT).setNum_children(columns));
        fieldIdStride = Math.max(FIELD_ID_STRIDE, columns + 1);
    }

    /**
     * The schema of a table's files. The field ids of the columns count from one. Inside of a column they go on in
     * large strides, so that no other column changes them.
     */
    static FileSchema of(TableSchema table) {
        var schema = new FileSchema(table.columns().size());
        Set<String> names = new HashSet<>();
        for (Column column : table.columns()) {
            if (!names.add(column.name())) {
                throw DromedaryException.permanent(
                        FailureCategory.DATA,
                        "Two columns are named %s, which readers of Parquet cannot tell apart. Rename one of them."
                                .formatted(column.name()));
            }
            schema.fieldId = names.size();
            schema.add(new Field(column.name(), column.type(), column.nullable()), List.of(), List.of());
            schema.column++;
        }
        return schema;
    }

    /** From the root. */
    List<SchemaElement> elements() {
        return elements;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** The place, counted from zero, of the leaf that a column of single values is. */
    int leafOf(String column) {
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).path().equals(List.of(column))) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no column of single values that is named " + column);
    }

    private void add(Field field, List<String> parent, List<Step> steps) {
        List<String> path = with(parent, field.name());
        if (path.size() >= DEPTH_MAX) {
            throw DromedaryException.permanent(
                    FailureCategory.DATA,
                    "Column %s is nested more than %d levels deep. Leave it out.".formatted(path.get(0), DEPTH_MAX));
        } else if (field.type() instanceof ColumnType.ListOf list) {
            addGroup(field, 1).setConverted_type(ConvertedType.LIST).setLogicalType(LogicalType.LIST(new ListType()));
            elements.add(repeated("list", 1));
            var element = new Field("element", list.element(), list.elementNullable());
            add(element, with(path, "list"), with(steps, Step.list(field.nullable())));
        } else if (field.type() instanceof ColumnType.MapOf map) {
            addGroup(field, 1).setConverted_type(ConvertedType.MAP).setLogicalType(LogicalType.MAP(new MapType()));
            elements.add(repeated("key_value", 2));
            addFields(map.entry(), false, with(path, "key_value"), with(steps, Step.list(field.nullable())));
        } else if (field.type() instanceof ColumnType.Struct struct) {
            addGroup(field, struct.fields().size());
            addFields(struct, field.nullable(), path, steps);
        } else {
            SchemaElement element = identified(ParquetSchema.leaf(field));
            elements.add(element);
            leaves.add(new Leaf(column, element, path, with(steps, Step.leaf(field.nullable()))));
        }
    }

    private void addFields(ColumnType.Struct struct, boolean nullable, List<String> path, List<Step> steps) {
        for (int i = 0; i < struct.fields().size(); i++) {
            add(struct.fields().get(i), path, with(steps, Step.struct(nullable, i)));
        }
    }

    private SchemaElement addGroup(Field field, int children) {
        var repetition = field.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED;
        var group = new SchemaElement(field.name()).setNum_children(children).setRepetition_type(repetition);
        elements.add(identified(group));
        return group;
    }

    private static SchemaElement repeated(String name, int children) {
        return new SchemaElement(name).setNum_children(children).setRepetition_type(FieldRepetitionType.REPEATED);
    }

    private SchemaElement identified(SchemaElement element) {
        element.setField_id(fieldId);
        fieldId += fieldIdStride;
        return element;
    }

    private static <T> List<T> with(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}

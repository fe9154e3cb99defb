package io.dromedary.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/**
 * A leaf of a file's schema, for reading.
 *
 * @param element the leaf
 * @param definitionLevelMax the level of a value that is there
 * @param repetitionLevelMax how many lists are around it
 */
record SchemaLeaf(SchemaElement element, int definitionLevelMax, int repetitionLevelMax) {

    /** The leaves of a schema whose tree has been checked, in the order of the column chunks. */
    static List<SchemaLeaf> of(List<SchemaElement> elements) {
        List<SchemaLeaf> leaves = new ArrayList<>();
        SchemaTree.of(elements).children().forEach(child -> collect(child, 0, 0, leaves));
        return leaves;
    }

    private static void collect(SchemaTree tree, int definitions, int repetitions, List<SchemaLeaf> leaves) {
        FieldRepetitionType repetition = tree.element().getRepetition_type();
        int definitionLevel = definitions + (repetition == FieldRepetitionType.REQUIRED ? 0 : 1);
        int repetitionLevel = repetitions + (repetition == FieldRepetitionType.REPEATED ? 1 : 0);
        if (tree.element().isSetType()) {
            leaves.add(new SchemaLeaf(tree.element(), definitionLevel, repetitionLevel));
        }
        tree.children().forEach(child -> collect(child, definitionLevel, repetitionLevel, leaves));
    }

    /** How two values of it compare. */
    ValueOrder order() {
        return ValueOrder.of(element);
    }

    /** Whether a plainly encoded value has as many bytes as one of this type. */
    boolean fits(byte[] value) {
        return switch (element.getType()) {
            case BOOLEAN -> value.length == 1;
            case INT32, FLOAT -> value.length == Integer.BYTES;
            case INT64, DOUBLE -> value.length == Long.BYTES;
            case INT96 -> value.length == Long.BYTES + Integer.BYTES;
            case FIXED_LEN_BYTE_ARRAY -> value.length == element.getType_length();
            case BYTE_ARRAY -> true;
        };
    }
}

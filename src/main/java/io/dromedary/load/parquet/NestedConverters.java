package io.dromedary.load.parquet;

import io.dromedary.load.input.InputFailures;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Finds the converter for each type of a file. */
final class NestedConverters {
    private static final List<String> RANGE = List.of("lower", "upper", "lower_inclusive", "upper_inclusive", "empty");
    private static final List<String> INTERVAL = List.of("months", "days", "microseconds");

    private final String name;

    NestedConverters(String name) {
        this.name = name;
    }

    /** For a field that stands there once at most. */
    Converter of(Type type, TextTarget target, boolean isMultirange) {
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            throw InputFailures.unfit(
                    name,
                    "column \"%s\" is repeated without a list around it, which cannot be read"
                            .formatted(type.getName()));
        } else if (type.isPrimitive()) {
            return leaf(type, target);
        }
        GroupType group = type.asGroupType();
        if (group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            return new ListConverter(group, this, target, isMultirange);
        } else if (group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
                || group.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation) {
            return new MapConverter(group, this, target);
        }
        return struct(group, target);
    }

    Converter leaf(Type type, TextTarget target) {
        LeafText text = LeafText.find(type.asPrimitiveType())
                .orElseThrow(() -> InputFailures.unfit(
                        name,
                        "column \"%s\" is %s, which cannot be read. Leave it out with columns"
                                .formatted(type.getName(), type)));
        return new LeafConverter(text, target);
    }

    StructConverter struct(GroupType group, TextTarget target) {
        List<String> names = group.getFields().stream().map(Type::getName).toList();
        StructConverter.Form form = names.equals(RANGE)
                ? StructConverter.Form.RANGE
                : names.equals(INTERVAL) ? StructConverter.Form.INTERVAL : StructConverter.Form.COMPOSITE;
        return new StructConverter(group, this, target, form);
    }

    static boolean isRange(Type type) {
        return !type.isPrimitive()
                && type.asGroupType().getFields().stream()
                        .map(Type::getName)
                        .toList()
                        .equals(RANGE);
    }

    static boolean isList(Type type) {
        return !type.isPrimitive() && type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
    }
}

package io.dromedary.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;

/** A schema as text, for people. */
final class SchemaText {
    private SchemaText() {}

    /** One line for each element below the root, indented by its depth. The elements must form a tree. */
    static List<String> lines(List<SchemaElement> elements) {
        List<String> lines = new ArrayList<>();
        Deque<Integer> missingChildren = new ArrayDeque<>();
        missingChildren.push(elements.get(0).getNum_children());
        for (SchemaElement element : elements.subList(1, elements.size())) {
            while (missingChildren.element() == 0) {
                missingChildren.pop();
            }
            lines.add("  ".repeat(missingChildren.size() - 1) + line(element));
            missingChildren.push(missingChildren.pop() - 1);
            if (!element.isSetType()) {
                missingChildren.push(element.getNum_children());
            }
        }
        return lines;
    }

    private static String line(SchemaElement element) {
        String logicalType = logicalType(element);
        return "%s: %s%s%s"
                .formatted(
                        element.getName(),
                        element.isSetType() ? physicalType(element) : "group",
                        logicalType.isEmpty() ? "" : " " + logicalType,
                        element.isSetRepetition_type()
                                ? " " + element.getRepetition_type().toString().toLowerCase(Locale.ROOT)
                                : "");
    }

    /** Physical and logical type: {@code INT64 DECIMAL(15,2)}. */
    static String type(SchemaElement element) {
        return (physicalType(element) + " " + logicalType(element)).strip();
    }

    /** As Parquet names it, with the width of what has a fixed one. */
    static String physicalType(SchemaElement element) {
        return element.isSetType_length() && element.getType_length() > 0
                ? "%s(%d)".formatted(element.getType(), element.getType_length())
                : String.valueOf(element.getType());
    }

    /** What the values mean, with parameters; empty if only what they are. */
    static String logicalType(SchemaElement element) {
        if (!element.isSetLogicalType()) {
            return convertedType(element);
        }
        LogicalType type = element.getLogicalType();
        if (type.isSetDECIMAL()) {
            return "DECIMAL(%d,%d)"
                    .formatted(
                            type.getDECIMAL().getPrecision(), type.getDECIMAL().getScale());
        } else if (type.isSetTIME()) {
            return "TIME(%s,%s)"
                    .formatted(
                            unit(type.getTIME().getUnit()), zone(type.getTIME().isIsAdjustedToUTC()));
        } else if (type.isSetTIMESTAMP()) {
            return "TIMESTAMP(%s,%s)"
                    .formatted(
                            unit(type.getTIMESTAMP().getUnit()),
                            zone(type.getTIMESTAMP().isIsAdjustedToUTC()));
        } else if (type.isSetINTEGER()) {
            return "INTEGER(%d,%s)"
                    .formatted(
                            type.getINTEGER().getBitWidth(), type.getINTEGER().isIsSigned() ? "signed" : "unsigned");
        }
        return type.getSetField() == null ? "" : type.getSetField().getFieldName();
    }

    private static String convertedType(SchemaElement element) {
        if (!element.isSetConverted_type()) {
            return "";
        }
        return element.isSetPrecision()
                ? "%s(%d,%d)".formatted(element.getConverted_type(), element.getPrecision(), element.getScale())
                : element.getConverted_type().toString();
    }

    private static String unit(TimeUnit unit) {
        return unit.getSetField() == null ? "?" : unit.getSetField().getFieldName();
    }

    private static String zone(boolean adjustedToUtc) {
        return adjustedToUtc ? "UTC" : "local";
    }
}

package io.dromedary.parquet;

import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.ColumnType.TextKind;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/** What the columns of a file hold, by its schema: the way back from {@link ParquetSchema}. */
final class SchemaTypes {
    private SchemaTypes() {}

    /** The type of an element; empty if it is one that no column of ours has. */
    static Optional<ColumnType> find(SchemaTree tree) {
        SchemaElement element = tree.element();
        if (element.isSetType()) {
            return element.isSetLogicalType() ? ofLogical(element) : ofPhysical(element);
        }
        List<SchemaTree> inner =
                tree.children().size() == 1 ? tree.children().get(0).children() : List.of();
        LogicalType logical = element.getLogicalType();
        if (logical != null && logical.isSetLIST()) {
            return inner.size() == 1
                    ? find(inner.get(0)).map(type -> new ColumnType.ListOf(type, isNullable(inner.get(0))))
                    : Optional.empty();
        } else if (logical != null && logical.isSetMAP()) {
            return inner.size() == 2 ? map(inner.get(0), inner.get(1)) : Optional.empty();
        }
        return struct(tree.children());
    }

    static boolean isNullable(SchemaTree tree) {
        return tree.element().getRepetition_type() != FieldRepetitionType.REQUIRED;
    }

    private static Optional<ColumnType> map(SchemaTree key, SchemaTree value) {
        return find(key).flatMap(keyType -> find(value)
                .map(valueType -> new ColumnType.MapOf(keyType, valueType, isNullable(value))));
    }

    private static Optional<ColumnType> struct(List<SchemaTree> children) {
        List<Field> fields = children.stream()
                .flatMap(child ->
                        find(child).map(type -> new Field(child.element().getName(), type, isNullable(child))).stream())
                .toList();
        long names = fields.stream().map(Field::name).distinct().count();
        return fields.isEmpty() || fields.size() < children.size() || names < fields.size()
                ? Optional.empty()
                : Optional.of(new ColumnType.Struct(fields));
    }

    private static Optional<ColumnType> ofPhysical(SchemaElement element) {
        return Optional.ofNullable(
                switch (element.getType()) {
                    case BOOLEAN -> new ColumnType.Bool();
                    case INT32 -> new ColumnType.Int32(Integer.SIZE);
                    case INT64 -> new ColumnType.Int64();
                    case FLOAT -> new ColumnType.Float32();
                    case DOUBLE -> new ColumnType.Float64();
                    case BYTE_ARRAY -> new ColumnType.Binary();
                    default -> null;
                });
    }

    private static Optional<ColumnType> ofLogical(SchemaElement element) {
        LogicalType type = element.getLogicalType();
        if (type.isSetDECIMAL()) {
            int precision = type.getDECIMAL().getPrecision();
            int scale = type.getDECIMAL().getScale();
            boolean isOurs =
                    precision >= 1 && precision <= ColumnType.Decimal.PRECISION_MAX && scale >= 0 && scale <= precision;
            return isOurs ? Optional.of(new ColumnType.Decimal(precision, scale)) : Optional.empty();
        } else if (type.isSetSTRING()) {
            return Optional.of(new ColumnType.Text(TextKind.STRING));
        } else if (type.isSetJSON()) {
            return Optional.of(new ColumnType.Text(TextKind.JSON));
        } else if (type.isSetENUM()) {
            return Optional.of(new ColumnType.Text(TextKind.ENUM));
        } else if (type.isSetUUID()) {
            return Optional.of(new ColumnType.Uuid());
        } else if (type.isSetINTEGER()) {
            return integer(element);
        }
        return temporal(type);
    }

    private static Optional<ColumnType> integer(SchemaElement element) {
        var integer = element.getLogicalType().getINTEGER();
        if (!integer.isIsSigned()) {
            return Optional.empty();
        } else if (element.getType() == Type.INT64) {
            return Optional.of(new ColumnType.Int64());
        }
        return Optional.of(new ColumnType.Int32(integer.getBitWidth() <= Short.SIZE ? Short.SIZE : Integer.SIZE));
    }

    private static Optional<ColumnType> temporal(LogicalType type) {
        if (type.isSetDATE()) {
            return Optional.of(new ColumnType.Date());
        } else if (type.isSetTIME() && type.getTIME().getUnit().isSetMICROS()) {
            return Optional.of(new ColumnType.Time());
        } else if (type.isSetTIMESTAMP() && type.getTIMESTAMP().getUnit().isSetMICROS()) {
            return Optional.of(new ColumnType.Timestamp(type.getTIMESTAMP().isIsAdjustedToUTC()));
        }
        return Optional.empty();
    }
}

package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableSchema;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.EnumType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.UUIDType;

/** How each {@link ColumnType} is written in Parquet: the one place that decides it. */
public final class ParquetSchema {
    private static final TimeUnit MICROS = TimeUnit.MICROS(new MicroSeconds());

    private ParquetSchema() {}

    /** The Parquet type of a column for people: {@code INT64 DECIMAL(15,2)}, {@code LIST<INT32>}. */
    public static String typeName(Column column) {
        var schema = FileSchema.of(new TableSchema(List.of(column)));
        return SchemaTree.of(schema.elements()).children().get(0).typeText();
    }

    /** The element of a column or field that is not nested. */
    static SchemaElement leaf(ColumnType.Field field) {
        var element = new SchemaElement(field.name())
                .setRepetition_type(field.nullable() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
        ColumnType type = field.type();
        if (type instanceof ColumnType.Bool) {
            return element.setType(Type.BOOLEAN);
        } else if (type instanceof ColumnType.Float32) {
            return element.setType(Type.FLOAT);
        } else if (type instanceof ColumnType.Float64) {
            return element.setType(Type.DOUBLE);
        } else if (type instanceof ColumnType.Int32 integer) {
            return integer(element, integer);
        } else if (type instanceof ColumnType.Int64) {
            return element.setType(Type.INT64);
        } else if (type instanceof ColumnType.Decimal decimal) {
            return decimal(element, decimal);
        } else if (type instanceof ColumnType.Text text) {
            return text(element.setType(Type.BYTE_ARRAY), text.kind());
        } else if (type instanceof ColumnType.Binary || type instanceof ColumnType.Geometry) {
            return element.setType(Type.BYTE_ARRAY);
        } else if (type instanceof ColumnType.Uuid) {
            return element.setType(Type.FIXED_LEN_BYTE_ARRAY)
                    .setType_length(ColumnType.Uuid.BYTES)
                    .setLogicalType(LogicalType.UUID(new UUIDType()));
        }
        return temporal(element, type);
    }

    private static SchemaElement integer(SchemaElement element, ColumnType.Int32 type) {
        element.setType(Type.INT32);
        return type.bits() == Short.SIZE
                ? element.setConverted_type(ConvertedType.INT_16)
                        .setLogicalType(LogicalType.INTEGER(new IntType((byte) Short.SIZE, true)))
                : element;
    }

    private static SchemaElement decimal(SchemaElement element, ColumnType.Decimal type) {
        if (type.fitsInt()) {
            element.setType(Type.INT32);
        } else if (type.fitsLong()) {
            element.setType(Type.INT64);
        } else {
            element.setType(Type.FIXED_LEN_BYTE_ARRAY).setType_length(type.byteWidth());
        }
        return element.setConverted_type(ConvertedType.DECIMAL)
                .setPrecision(type.precision())
                .setScale(type.scale())
                .setLogicalType(LogicalType.DECIMAL(new DecimalType(type.scale(), type.precision())));
    }

    private static SchemaElement text(SchemaElement element, ColumnType.TextKind kind) {
        return switch (kind) {
            case STRING ->
                element.setConverted_type(ConvertedType.UTF8).setLogicalType(LogicalType.STRING(new StringType()));
            case JSON -> element.setConverted_type(ConvertedType.JSON).setLogicalType(LogicalType.JSON(new JsonType()));
            case ENUM -> element.setConverted_type(ConvertedType.ENUM).setLogicalType(LogicalType.ENUM(new EnumType()));
        };
    }

    private static SchemaElement temporal(SchemaElement element, ColumnType type) {
        if (type instanceof ColumnType.Date) {
            return element.setType(Type.INT32)
                    .setConverted_type(ConvertedType.DATE)
                    .setLogicalType(LogicalType.DATE(new DateType()));
        } else if (type instanceof ColumnType.Time) {
            // The converted types of times mean UTC, so a local time has none.
            return element.setType(Type.INT64).setLogicalType(LogicalType.TIME(new TimeType(false, MICROS)));
        } else if (type instanceof ColumnType.Timestamp timestamp) {
            element.setType(Type.INT64)
                    .setLogicalType(LogicalType.TIMESTAMP(new TimestampType(timestamp.instant(), MICROS)));
            return timestamp.instant() ? element.setConverted_type(ConvertedType.TIMESTAMP_MICROS) : element;
        }
        throw new IllegalArgumentException("No Parquet type is known for " + type);
    }
}

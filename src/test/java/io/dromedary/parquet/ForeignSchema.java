package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** What parquet-java takes the columns of a file for. */
public final class ForeignSchema {
    private ForeignSchema() {}

    /** The columns of a file. */
    public static TableSchema of(Path file) throws IOException {
        try (var reader = ForeignReaders.open(file)) {
            return new TableSchema(reader.getFileMetaData().getSchema().getFields().stream()
                    .map(field -> new Column(field.getName(), type(field), isNullable(field), "unknown"))
                    .toList());
        }
    }

    private static boolean isNullable(Type field) {
        return field.isRepetition(Type.Repetition.OPTIONAL);
    }

    private static ColumnType type(Type field) {
        if (field.isPrimitive()) {
            ColumnType annotated = annotated(field.getLogicalTypeAnnotation());
            return annotated == null ? plain(field.asPrimitiveType()) : annotated;
        }
        GroupType group = field.asGroupType();
        if (group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            Type element = group.getType(0).asGroupType().getType(0);
            return new ColumnType.ListOf(type(element), isNullable(element));
        } else if (group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            List<Type> entry = group.getType(0).asGroupType().getFields();
            return new ColumnType.MapOf(type(entry.get(0)), type(entry.get(1)), isNullable(entry.get(1)));
        }
        return new ColumnType.Struct(group.getFields().stream()
                .map(part -> new ColumnType.Field(part.getName(), type(part), isNullable(part)))
                .toList());
    }

    private static @Nullable ColumnType annotated(@Nullable LogicalTypeAnnotation annotation) {
        if (annotation instanceof StringLogicalTypeAnnotation) {
            return new ColumnType.Text(ColumnType.TextKind.STRING);
        } else if (annotation instanceof JsonLogicalTypeAnnotation) {
            return new ColumnType.Text(ColumnType.TextKind.JSON);
        } else if (annotation instanceof EnumLogicalTypeAnnotation) {
            return new ColumnType.Text(ColumnType.TextKind.ENUM);
        } else if (annotation instanceof IntLogicalTypeAnnotation integer) {
            return new ColumnType.Int32(integer.getBitWidth());
        } else if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return new ColumnType.Decimal(decimal.getPrecision(), decimal.getScale());
        } else if (annotation instanceof DateLogicalTypeAnnotation) {
            return new ColumnType.Date();
        } else if (annotation instanceof TimeLogicalTypeAnnotation) {
            return new ColumnType.Time();
        } else if (annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
            return new ColumnType.Timestamp(timestamp.isAdjustedToUTC());
        } else if (annotation instanceof UUIDLogicalTypeAnnotation) {
            return new ColumnType.Uuid();
        }
        return null;
    }

    private static ColumnType plain(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> new ColumnType.Bool();
            case INT32 -> new ColumnType.Int32(Integer.SIZE);
            case INT64 -> new ColumnType.Int64();
            case FLOAT -> new ColumnType.Float32();
            case DOUBLE -> new ColumnType.Float64();
            case BINARY -> new ColumnType.Binary();
            case FIXED_LEN_BYTE_ARRAY, INT96 ->
                throw new AssertionError("A column of this type has no meaning: " + type);
        };
    }
}

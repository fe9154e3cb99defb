package io.dromedary.camel.portable;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * How one column goes from a row of JDBC into a record of Avro: exactly, or not at all.
 *
 * @param column what it holds
 * @param schema of its values, without null
 * @param reader reads a value that is there
 */
record AvroColumn(Column column, Schema schema, Reader reader) {
    private static final int NANOS_PER_MICRO = 1000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** Reads the value of a column; what it answers for NULL is not looked at. */
    private interface Reader {
        @Nullable
        Object read(ResultSet row, int column) throws SQLException;
    }

    /**
     * The column at a place.
     *
     * @param number from one; makes names of Avro types unique
     */
    static AvroColumn of(Column column, int number) {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Bool) {
            return new AvroColumn(column, Schema.create(Schema.Type.BOOLEAN), ResultSet::getBoolean);
        } else if (type instanceof ColumnType.Int32) {
            return new AvroColumn(column, Schema.create(Schema.Type.INT), ResultSet::getInt);
        } else if (type instanceof ColumnType.Int64) {
            return new AvroColumn(column, Schema.create(Schema.Type.LONG), ResultSet::getLong);
        } else if (type instanceof ColumnType.Float32) {
            return new AvroColumn(column, Schema.create(Schema.Type.FLOAT), ResultSet::getFloat);
        } else if (type instanceof ColumnType.Float64) {
            return new AvroColumn(column, Schema.create(Schema.Type.DOUBLE), ResultSet::getDouble);
        } else if (type instanceof ColumnType.Text) {
            return new AvroColumn(column, Schema.create(Schema.Type.STRING), ResultSet::getString);
        } else if (type instanceof ColumnType.Binary) {
            return new AvroColumn(column, Schema.create(Schema.Type.BYTES), AvroColumn::bytes);
        } else if (type instanceof ColumnType.Decimal decimal) {
            Schema schema = Schema.createFixed("decimal_" + number, null, null, decimal.byteWidth());
            LogicalTypes.decimal(decimal.precision(), decimal.scale()).addToSchema(schema);
            return new AvroColumn(column, schema, (row, place) -> fixed(row.getBigDecimal(place), decimal, schema));
        }
        return temporal(column);
    }

    private static AvroColumn temporal(Column column) {
        ColumnType type = column.type();
        if (type instanceof ColumnType.Date) {
            Schema schema = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            return new AvroColumn(column, schema, AvroColumn::days);
        } else if (type instanceof ColumnType.Time) {
            Schema schema = LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            return new AvroColumn(column, schema, AvroColumn::microsOfDay);
        } else if (type instanceof ColumnType.Timestamp timestamp) {
            Schema schema = Schema.create(Schema.Type.LONG);
            return timestamp.instant()
                    ? new AvroColumn(column, LogicalTypes.timestampMicros().addToSchema(schema), AvroColumn::instant)
                    : new AvroColumn(
                            column, LogicalTypes.localTimestampMicros().addToSchema(schema), AvroColumn::local);
        }
        throw new IllegalArgumentException("No Avro type is known for " + type);
    }

    /**
     * The value in a row.
     *
     * @param row where the cursor stands
     * @param number its place, from one
     * @throws ArithmeticException if it cannot be carried over exactly
     */
    @Nullable
    Object read(ResultSet row, int number) throws SQLException {
        Object value = reader.read(row, number);
        return row.wasNull() ? null : value;
    }

    private static @Nullable ByteBuffer bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static GenericData.@Nullable Fixed fixed(
            @Nullable BigDecimal number, ColumnType.Decimal type, Schema schema) {
        if (number == null) {
            return null;
        }
        BigDecimal scaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException("it has more than %d digits".formatted(type.precision()));
        }
        byte[] digits = scaled.unscaledValue().toByteArray();
        var all = new byte[type.byteWidth()];
        Arrays.fill(all, (byte) (digits[0] < 0 ? -1 : 0));
        System.arraycopy(digits, 0, all, all.length - digits.length, digits.length);
        return new GenericData.Fixed(schema, all);
    }

    private static @Nullable Integer days(ResultSet row, int column) throws SQLException {
        LocalDate date = row.getObject(column, LocalDate.class);
        return date == null ? null : Math.toIntExact(date.toEpochDay());
    }

    private static @Nullable Long microsOfDay(ResultSet row, int column) throws SQLException {
        LocalTime time = row.getObject(column, LocalTime.class);
        return time == null ? null : wholeMicros(time.toNanoOfDay());
    }

    private static @Nullable Long local(ResultSet row, int column) throws SQLException {
        LocalDateTime time = row.getObject(column, LocalDateTime.class);
        return time == null ? null : micros(time.toInstant(ZoneOffset.UTC));
    }

    private static @Nullable Long instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : micros(time.toInstant());
    }

    private static long micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), wholeMicros(time.getNano()));
    }

    private static long wholeMicros(long nanos) {
        if (nanos % NANOS_PER_MICRO != 0) {
            throw new ArithmeticException("it has parts of a microsecond");
        }
        return nanos / NANOS_PER_MICRO;
    }
}

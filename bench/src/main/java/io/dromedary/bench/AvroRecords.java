package io.dromedary.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a cursor as the list that {@code marshal: parquetAvro} asks for. It only takes the first element, for its
 * schema, and then an iterator, so rows need not be in memory.
 */
final class AvroRecords extends AbstractList<GenericRecord> {
    private final ResultSet rows;
    private final List<Field> fields = new ArrayList<>();
    private final Schema schema;
    private long count;

    AvroRecords(ResultSet rows) throws SQLException {
        this.rows = rows;
        ResultSetMetaData columns = rows.getMetaData();
        var builder = SchemaBuilder.record("row").fields();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            Field field = Field.of(columns, i);
            fields.add(field);
            builder.name(columns.getColumnName(i)).type(field.schema()).noDefault();
        }
        schema = builder.endRecord();
    }

    /** Rows read so far. */
    long count() {
        return count;
    }

    @Override
    public GenericRecord get(int index) {
        return new GenericData.Record(schema);
    }

    @Override
    public int size() {
        throw new UnsupportedOperationException("A cursor does not know how many rows will come");
    }

    @Override
    public Iterator<GenericRecord> iterator() {
        return new Iterator<>() {
            private @Nullable GenericRecord next = read();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public GenericRecord next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                GenericRecord record = next;
                next = read();
                return record;
            }
        };
    }

    private @Nullable GenericRecord read() {
        try {
            if (!rows.next()) {
                return null;
            }
            var record = new GenericData.Record(schema);
            for (int i = 0; i < fields.size(); i++) {
                record.put(i, fields.get(i).read(rows, i + 1));
            }
            count++;
            return record;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How one column is carried over.
     *
     * @param type of {@link Types}
     * @param scale of a decimal
     * @param schema with null
     */
    private record Field(int type, int scale, Schema schema) {

        static Field of(ResultSetMetaData columns, int column) throws SQLException {
            int type = columns.getColumnType(column);
            int scale = columns.getScale(column);
            Schema schema =
                    switch (type) {
                        case Types.BIGINT -> Schema.create(Schema.Type.LONG);
                        case Types.INTEGER -> Schema.create(Schema.Type.INT);
                        case Types.DOUBLE -> Schema.create(Schema.Type.DOUBLE);
                        case Types.BIT -> Schema.create(Schema.Type.BOOLEAN);
                        case Types.DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
                        case Types.TIMESTAMP ->
                            LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
                        case Types.NUMERIC ->
                            LogicalTypes.decimal(columns.getPrecision(column), scale)
                                    .addToSchema(Schema.create(Schema.Type.BYTES));
                        default -> Schema.create(Schema.Type.STRING);
                    };
            return new Field(type, scale, Schema.createUnion(Schema.create(Schema.Type.NULL), schema));
        }

        @Nullable
        Object read(ResultSet rows, int column) throws SQLException {
            Object value =
                    switch (type) {
                        case Types.BIGINT -> rows.getLong(column);
                        case Types.INTEGER -> rows.getInt(column);
                        case Types.DOUBLE -> rows.getDouble(column);
                        case Types.BIT -> rows.getBoolean(column);
                        case Types.DATE ->
                            (int) rows.getObject(column, LocalDate.class).toEpochDay();
                        case Types.TIMESTAMP -> micros(rows.getObject(column, OffsetDateTime.class));
                        case Types.NUMERIC -> unscaled(rows.getBigDecimal(column));
                        default -> rows.getString(column);
                    };
            return rows.wasNull() ? null : value;
        }

        private static long micros(OffsetDateTime time) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
        }

        private ByteBuffer unscaled(BigDecimal number) {
            return ByteBuffer.wrap(number.setScale(scale, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .toByteArray());
        }
    }
}

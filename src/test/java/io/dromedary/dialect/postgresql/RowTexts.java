package io.dromedary.dialect.postgresql;

import io.dromedary.dialect.RowCursor;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a cursor to its end and writes each value as PostgreSQL's own text output does. */
final class RowTexts {
    static final String NULL = "NULL";

    private RowTexts() {}

    static List<List<String>> readAll(RowCursor cursor, TableSchema schema) {
        var rows = new ArrayList<List<String>>();
        for (@Nullable RowBatch batch = cursor.next(); batch != null; batch = cursor.next()) {
            int first = rows.size();
            for (int row = 0; row < batch.rowCount(); row++) {
                rows.add(new ArrayList<>());
            }
            for (int i = 0; i < schema.columns().size(); i++) {
                append(
                        rows.subList(first, rows.size()),
                        schema.columns().get(i),
                        batch.columns().get(i));
            }
        }
        return rows;
    }

    private static void append(List<List<String>> rows, Column column, ColumnVector vector) {
        List<String> texts = texts(column.type(), vector);
        for (int row = 0; row < rows.size(); row++) {
            rows.get(row).add(texts.get(row));
        }
    }

    /** Of all rows. Lists are in square brackets and structs in braces. */
    private static List<String> texts(ColumnType type, ColumnVector vector) {
        List<String> values = values(type, vector);
        List<String> texts = new ArrayList<>();
        int value = 0;
        for (int row = 0; row < vector.rowCount(); row++) {
            boolean missing = vector.nullCount() > 0 && vector.isNull[row];
            texts.add(missing ? NULL : values.get(value++));
        }
        if (value != vector.valueCount()) {
            throw new AssertionError("%s: %d values but valueCount %d".formatted(type, value, vector.valueCount()));
        }
        return texts;
    }

    private static List<String> values(ColumnType type, ColumnVector vector) {
        List<String> values = new ArrayList<>();
        if (vector instanceof ColumnVector.Lists lists) {
            ColumnType element =
                    type instanceof ColumnType.MapOf map ? map.entry() : ((ColumnType.ListOf) type).element();
            List<String> elements = texts(element, lists.elements);
            int start = 0;
            for (int i = 0; i < lists.valueCount(); i++) {
                values.add(elements.subList(start, start + lists.lengths[i]).toString());
                start += lists.lengths[i];
            }
        } else if (vector instanceof ColumnVector.Structs structs) {
            List<List<String>> fields = new ArrayList<>();
            for (ColumnType.Field field : ((ColumnType.Struct) type).fields()) {
                fields.add(texts(field.type(), structs.fields.get(fields.size())));
            }
            for (int i = 0; i < structs.valueCount(); i++) {
                int struct = i;
                values.add(fields.stream().map(field -> field.get(struct)).collect(Collectors.joining(", ", "{", "}")));
            }
        } else {
            for (int i = 0; i < vector.valueCount(); i++) {
                values.add(text(type, vector, i));
            }
        }
        return values;
    }

    private static String text(ColumnType type, ColumnVector vector, int i) {
        if (vector instanceof ColumnVector.Booleans booleans) {
            return Boolean.toString(booleans.values[i]);
        } else if (vector instanceof ColumnVector.Floats floats) {
            return Float.toString(floats.values[i]);
        } else if (vector instanceof ColumnVector.Doubles doubles) {
            return Double.toString(doubles.values[i]);
        } else if (vector instanceof ColumnVector.Ints ints) {
            return ofLong(type, ints.values[i]);
        } else if (vector instanceof ColumnVector.Longs longs) {
            return ofLong(type, longs.values[i]);
        }
        ColumnVector.Bytes bytes = (ColumnVector.Bytes) vector;
        int start = bytes.starts[i];
        return ofBytes(type, Arrays.copyOfRange(bytes.data, start, start + bytes.lengths[i]));
    }

    private static String ofLong(ColumnType type, long value) {
        if (type instanceof ColumnType.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
        } else if (type instanceof ColumnType.Date) {
            return LocalDate.ofEpochDay(value).toString();
        } else if (type instanceof ColumnType.Time) {
            return time(LocalDate.EPOCH.atStartOfDay().plus(value, ChronoUnit.MICROS));
        } else if (type instanceof ColumnType.Timestamp timestamp) {
            LocalDateTime local =
                    LocalDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC).plus(Duration.of(value, ChronoUnit.MICROS));
            return local.toLocalDate() + " " + time(local) + (timestamp.instant() ? "+00" : "");
        }
        return Long.toString(value);
    }

    private static String time(LocalDateTime time) {
        String text = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        int micros = time.getNano() / 1000;
        return micros == 0 ? text : text + ".%06d".formatted(micros).replaceAll("0+$", "");
    }

    private static String ofBytes(ColumnType type, byte[] bytes) {
        if (type instanceof ColumnType.Decimal decimal) {
            return new BigDecimal(new BigInteger(bytes), decimal.scale()).toPlainString();
        } else if (type instanceof ColumnType.Uuid) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong()).toString();
        } else if (type instanceof ColumnType.Binary || type instanceof ColumnType.Geometry) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

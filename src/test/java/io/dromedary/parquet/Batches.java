package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns lists of values into batches, and writes them. */
final class Batches {
    private Batches() {}

    static TableSchema schema(List<GeneratedColumn> columns) {
        return new TableSchema(columns.stream().map(GeneratedColumn::column).toList());
    }

    /** A column named c. */
    static GeneratedColumn column(ColumnType type, boolean nullable, List<? extends @Nullable Object> values) {
        return column("c", type, nullable, values);
    }

    static GeneratedColumn column(
            String name, ColumnType type, boolean nullable, List<? extends @Nullable Object> values) {
        return new GeneratedColumn(new Column(name, type, nullable, "made up"), new ArrayList<>(values));
    }

    /** The rows {@code from} to {@code to} of the columns. */
    static RowBatch batch(List<GeneratedColumn> columns, int from, int to) {
        List<ColumnVector> vectors = new ArrayList<>();
        for (GeneratedColumn column : columns) {
            vectors.add(vector(column.column().type(), column.values().subList(from, to)));
        }
        return new RowBatch(to - from, vectors);
    }

    private static ColumnVector vector(ColumnType type, List<@Nullable Object> values) {
        if (type instanceof ColumnType.ListOf list) {
            return lists(list.element(), values);
        } else if (type instanceof ColumnType.MapOf map) {
            return lists(map.entry(), values);
        } else if (type instanceof ColumnType.Struct struct) {
            return structs(struct, values);
        }
        return scalars(type, values);
    }

    private static ColumnVector lists(ColumnType element, List<@Nullable Object> values) {
        List<@Nullable Object> elements = new ArrayList<>();
        List<List<?>> lists = present(values);
        lists.forEach(elements::addAll);
        var vector = new ColumnVector.Lists(values.size(), vector(element, elements));
        for (int i = 0; i < lists.size(); i++) {
            vector.lengths[i] = lists.get(i).size();
        }
        finish(vector, values, lists.size());
        return vector;
    }

    private static ColumnVector structs(ColumnType.Struct struct, List<@Nullable Object> values) {
        List<ColumnVector> fields = new ArrayList<>();
        List<List<?>> structs = present(values);
        for (ColumnType.Field field : struct.fields()) {
            List<@Nullable Object> column = new ArrayList<>();
            structs.forEach(one -> column.add(one.get(fields.size())));
            fields.add(vector(field.type(), column));
        }
        var vector = new ColumnVector.Structs(values.size(), fields);
        finish(vector, values, structs.size());
        return vector;
    }

    private static List<List<?>> present(List<@Nullable Object> values) {
        List<List<?>> present = new ArrayList<>();
        for (Object value : values) {
            if (value != null) {
                present.add((List<?>) value);
            }
        }
        return present;
    }

    private static void finish(ColumnVector vector, List<@Nullable Object> values, int present) {
        for (int row = 0; row < values.size(); row++) {
            vector.isNull[row] = values.get(row) == null;
        }
        vector.finish(values.size(), present);
    }

    private static ColumnVector scalars(ColumnType type, List<@Nullable Object> values) {
        ColumnVector vector = ColumnVector.of(type, values.size());
        var data = new GrowableBytes();
        int count = 0;
        for (int row = 0; row < values.size(); row++) {
            Object value = values.get(row);
            vector.isNull[row] = value == null;
            if (value != null) {
                set(vector, count++, value, data);
            }
        }
        if (vector instanceof ColumnVector.Bytes bytes) {
            // No byte to spare, so that a reader of whole words must mind the end.
            bytes.data = java.util.Arrays.copyOf(data.bytes, data.size);
        }
        vector.finish(values.size(), count);
        return vector;
    }

    private static void set(ColumnVector vector, int at, Object value, GrowableBytes data) {
        if (vector instanceof ColumnVector.Booleans booleans) {
            booleans.values[at] = (Boolean) value;
        } else if (vector instanceof ColumnVector.Ints ints) {
            ints.values[at] = (Integer) value;
        } else if (vector instanceof ColumnVector.Longs longs) {
            longs.values[at] = (Long) value;
        } else if (vector instanceof ColumnVector.Floats floats) {
            floats.values[at] = (Float) value;
        } else if (vector instanceof ColumnVector.Doubles doubles) {
            doubles.values[at] = (Double) value;
        } else if (vector instanceof ColumnVector.Bytes bytes) {
            byte[] one = HexFormat.of().parseHex((String) value);
            bytes.starts[at] = data.size;
            bytes.lengths[at] = one.length;
            data.put(one, 0, one.length);
        }
    }

    /** Writes the columns in batches of so many rows. */
    static void write(Path file, List<GeneratedColumn> columns, ParquetOptions options, int batchRows)
            throws IOException {
        int rows = columns.get(0).values().size();
        try (var out = Files.newOutputStream(file);
                var writer = new ParquetFileWriter(out, schema(columns), options, Map.of("origin", "test"))) {
            for (int from = 0; from < rows; from += batchRows) {
                writer.write(batch(columns, from, Math.min(rows, from + batchRows)));
            }
            writer.finish();
        }
    }
}

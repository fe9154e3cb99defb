package io.dromedary.parquet;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes much with little memory. Runs in a JVM of its own, which dies if the memory is not enough. */
public final class MemoryProbe {
    private static final ColumnType TEXT = new ColumnType.Text(ColumnType.TextKind.STRING);
    private static final int LARGE_BYTES = 100 << 20;

    private MemoryProbe() {}

    /**
     * Runs one probe.
     *
     * @param arguments {@code large CODEC FILE}: one text of 100 MiB; {@code nested CODEC}: lists; or {@code wide CODEC}: a
     *     thousand columns, four files at once
     */
    public static void main(String[] arguments) throws IOException {
        Codec codec = Codec.parse(arguments[1]).orElseThrow();
        if (arguments[0].equals("large")) {
            large(codec, Path.of(arguments[2]));
        } else if (arguments[0].equals("nested")) {
            nested(codec);
        } else {
            wide(codec);
        }
    }

    /** Rows of lists, small ones and ever again larger ones, the last of twenty megabytes. */
    private static void nested(Codec codec) throws IOException {
        var type = new ColumnType.ListOf(new ColumnType.Int64(), true);
        var schema = new TableSchema(List.of(new Column("numbers", type, true, "bigint[]")));
        var options = new ParquetOptions(codec, 16 << 20, 1 << 20, true);
        try (var writer = new ParquetFileWriter(OutputStream.nullOutputStream(), schema, options, Map.of())) {
            for (int round = 0; round < 400; round++) {
                writer.write(new RowBatch(100, List.of(lists(100, round % 100 == 50 ? 25_000 : 500))));
            }
            writer.write(new RowBatch(1, List.of(lists(1, 2_500_000))));
            writer.finish();
        }
    }

    private static ColumnVector lists(int rows, int elements) {
        var random = new Random(rows);
        var numbers = new ColumnVector.Longs(rows * elements);
        for (int i = 0; i < rows * elements; i++) {
            numbers.values[i] = random.nextLong();
        }
        numbers.finish(rows * elements, rows * elements);
        var lists = new ColumnVector.Lists(rows, numbers);
        java.util.Arrays.fill(lists.lengths, elements);
        lists.finish(rows, rows);
        return lists;
    }

    private static void large(Codec codec, Path file) throws IOException {
        var schema = new TableSchema(List.of(new Column("body", TEXT, true, "text")));
        var vector = new ColumnVector.Bytes(1);
        vector.data = new byte[LARGE_BYTES];
        var random = new Random(1);
        for (int i = 0; i < LARGE_BYTES; i++) {
            vector.data[i] = (byte) ('a' + (i % 3 == 0 ? random.nextInt(26) : 0));
        }
        vector.lengths[0] = LARGE_BYTES;
        vector.finish(1, 1);
        try (var out = Files.newOutputStream(file);
                var writer = new ParquetFileWriter(
                        out, schema, new ParquetOptions(codec, 16 << 20, 1 << 20, true), Map.of())) {
            writer.write(new RowBatch(1, List.of(vector)));
            writer.finish();
        }
    }

    private static void wide(Codec codec) throws IOException {
        List<Column> columns = new ArrayList<>();
        List<ColumnVector> vectors = new ArrayList<>();
        var random = new Random(1);
        byte[] data = new byte[1 << 20];
        random.nextBytes(data);
        for (int i = 0; i < 1_000; i++) {
            ColumnType type = i % 2 == 0 ? new ColumnType.Int64() : TEXT;
            columns.add(new Column("c" + i, type, true, "made up"));
            vectors.add(vector(type, random, data));
        }
        var batch = new RowBatch(200, vectors);
        List<ParquetFileWriter> writers = new ArrayList<>();
        var options = new ParquetOptions(codec, 16 << 20, 1 << 20, true);
        for (int i = 0; i < 4; i++) {
            writers.add(new ParquetFileWriter(
                    OutputStream.nullOutputStream(), new TableSchema(columns), options, Map.of()));
        }
        for (int round = 0; round < 40; round++) {
            for (ParquetFileWriter writer : writers) {
                writer.write(batch);
            }
        }
        for (ParquetFileWriter writer : writers) {
            writer.finish();
            writer.close();
        }
    }

    private static ColumnVector vector(ColumnType type, Random random, byte[] data) {
        var vector = ColumnVector.of(type, 200);
        for (int row = 0; row < 200; row++) {
            if (vector instanceof ColumnVector.Longs longs) {
                longs.values[row] = random.nextLong();
            } else if (vector instanceof ColumnVector.Bytes bytes) {
                bytes.data = data;
                bytes.starts[row] = random.nextInt(data.length - 100);
                bytes.lengths[row] = random.nextInt(100);
            }
        }
        vector.finish(200, 200);
        return vector;
    }
}

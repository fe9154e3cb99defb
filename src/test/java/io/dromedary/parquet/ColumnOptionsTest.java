package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters, encodings and order of columns, as others see them. */
class ColumnOptionsTest {
    private static final int ROWS = 30_000;
    private static final int GROUP_ROWS = 5_000;
    private static final TableSchema SCHEMA = new TableSchema(List.of(
            new Column("id", new ColumnType.Int64(), false, "bigint"),
            new Column("number", new ColumnType.Int32(32), false, "integer"),
            new Column("name", new ColumnType.Text(ColumnType.TextKind.STRING), true, "text"),
            new Column("ratio", new ColumnType.Float64(), false, "double precision")));
    private static final ColumnOptions FILTER = new ColumnOptions(true, ColumnEncoding.AUTO);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("file.parquet");
    }

    /** Scattered, so that bounds tell nothing. */
    private static long id(int row) {
        return row * 7_919L % ROWS * 2;
    }

    private void write(Map<String, ColumnOptions> columns, List<SortedColumn> sortedBy) throws Exception {
        var options = new ParquetOptions(Codec.SNAPPY, 8 << 20, GROUP_ROWS, true, columns, sortedBy);
        try (var out = Files.newOutputStream(file);
                var writer = new ParquetFileWriter(out, SCHEMA, options, Map.of())) {
            for (int from = 0; from < ROWS; from += 1_000) {
                writer.write(batch(from, 1_000));
            }
            writer.finish();
        }
    }

    private static RowBatch batch(int from, int rows) {
        var ids = new ColumnVector.Longs(rows);
        var numbers = new ColumnVector.Ints(rows);
        var names = new ColumnVector.Bytes(rows);
        var ratios = new ColumnVector.Doubles(rows);
        var bytes = new ByteArrayOutputStream();
        int present = 0;
        for (int i = 0; i < rows; i++) {
            ids.values[i] = id(from + i);
            numbers.values[i] = (int) id(from + i);
            ratios.values[i] = id(from + i) / 8.0;
            names.isNull[i] = i % 10 == 0;
            if (!names.isNull[i]) {
                byte[] name = ("name " + id(from + i)).getBytes(StandardCharsets.UTF_8);
                names.starts[present] = bytes.size();
                names.lengths[present++] = name.length;
                bytes.writeBytes(name);
            }
        }
        names.data = bytes.toByteArray();
        ids.finish(rows, rows);
        numbers.finish(rows, rows);
        names.finish(rows, present);
        ratios.finish(rows, rows);
        return new RowBatch(rows, List.of(ids, numbers, names, ratios));
    }

    @Test
    void aFilterLetsReadersSkipRowGroupsWithoutTheValue() throws Exception {
        write(Map.of("id", FILTER, "number", FILTER, "name", FILTER, "ratio", FILTER), List.of());

        int row = 17_321;
        long id = id(row);
        assertThat(groupsRead(FilterApi.eq(FilterApi.longColumn("id"), id))).isEqualTo(1);
        assertThat(groupsRead(FilterApi.eq(FilterApi.intColumn("number"), (int) id)))
                .isEqualTo(1);
        assertThat(groupsRead(FilterApi.eq(FilterApi.doubleColumn("ratio"), id / 8.0)))
                .isEqualTo(1);
        assertThat(groupsRead(FilterApi.eq(FilterApi.binaryColumn("name"), Binary.fromString("name " + id))))
                .isEqualTo(1);
        // Odd numbers are within the bounds of every row group and in none of them.
        assertThat(groupsRead(FilterApi.eq(FilterApi.longColumn("id"), 4_001L))).isZero();
        assertThat(excluded("id", Long.toString(id))).isEqualTo("5");
        assertThat(excluded("name", "'name %d'".formatted(id))).isEqualTo("5");
        assertThat(query("select count(*) from '%s' where id = %d".formatted(file, id)))
                .isEqualTo("1");
    }

    @Test
    void aFilterFindsEveryValueThatIsThere() throws Exception {
        write(Map.of("id", FILTER), List.of());

        for (int row = 0; row < ROWS; row += 997) {
            assertThat(groupsRead(FilterApi.eq(FilterApi.longColumn("id"), id(row))))
                    .isPositive();
        }
        try (var channel = Files.newByteChannel(file)) {
            assertThat(ParquetCheck.problems(ParquetFooter.read(file), channel)).isEmpty();
        }
    }

    private int groupsRead(FilterPredicate predicate) throws Exception {
        try (var reader = ForeignReaders.open(file, FilterCompat.get(predicate))) {
            return reader.getRowGroups().size();
        }
    }

    private String excluded(String column, String value) throws Exception {
        return query("select count(*) from parquet_bloom_probe('%s', '%s', %s) where bloom_filter_excludes"
                .formatted(file, column, value));
    }

    private static String query(String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "id, PLAIN, PLAIN",
        "id, DELTA, DELTA_BINARY_PACKED",
        "name, DELTA, DELTA_LENGTH_BYTE_ARRAY",
        "name, DICTIONARY, RLE_DICTIONARY",
        "ratio, BYTE_STREAM_SPLIT, BYTE_STREAM_SPLIT"
    })
    void anEncodingIsAsAskedFor(String column, ColumnEncoding asked, String expected) throws Exception {
        write(Map.of(column, new ColumnOptions(false, asked)), List.of());

        assertThat(query("select distinct encodings from parquet_metadata('%s') where path_in_schema = '%s'"
                        .formatted(file, column)))
                .contains(expected);
        assertThat(query(("select count(*) || ' ' || sum(id)::bigint || ' ' || count(distinct name) || ' '"
                                + " || sum(ratio)::bigint from '%s'")
                        .formatted(file)))
                .isEqualTo("30000 899970000 27000 112496250");
    }

    @Test
    void theOrderOfRowsIsInTheFooter() throws Exception {
        write(Map.of(), List.of(new SortedColumn("name", true, true), new SortedColumn("id", false, false)));

        List<String> sorting = new ArrayList<>();
        ParquetFooter.read(file)
                .metaData()
                .getRow_groups()
                .get(0)
                .getSorting_columns()
                .forEach(sorted -> sorting.add(
                        "%d %s %s".formatted(sorted.getColumn_idx(), sorted.isDescending(), sorted.isNulls_first())));
        assertThat(sorting).containsExactly("2 true true", "0 false false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELTA             | cannot be encoded as delta",
                "BYTE_STREAM_SPLIT | cannot be encoded as byte_stream_split",
                "DICTIONARY        | cannot be encoded as dictionary"
            })
    void whatATypeCannotHaveIsAnObstacle(ColumnEncoding encoding, String obstacle) {
        assertThat(new ColumnOptions(false, encoding).findObstacle(new ColumnType.Bool()))
                .contains(obstacle);
    }

    @Test
    void flagsAndListsHaveNoFilter() {
        var list = new ColumnType.ListOf(new ColumnType.Int64(), true);

        assertThat(FILTER.findObstacle(new ColumnType.Bool())).isPresent();
        assertThat(FILTER.findObstacle(list)).isPresent();
        assertThat(FILTER.findObstacle(new ColumnType.Uuid())).isEmpty();
        assertThat(new ColumnOptions(false, ColumnEncoding.PLAIN).findObstacle(list))
                .contains("can have no encoding of its own: it is made of several columns");
    }

    @Test
    void heldRowsBeginTheNextFile() throws Exception {
        Path second = directory.resolve("second.parquet");
        var options = new ParquetOptions(Codec.SNAPPY, 8 << 20, GROUP_ROWS, true);
        try (var writer = new ParquetFileWriter(SCHEMA, options, Map.of());
                var out = Files.newOutputStream(file);
                var next = Files.newOutputStream(second)) {
            writer.start(out);
            writer.write(batch(0, 1_000));
            writer.flush();
            writer.write(batch(1_000, 500));
            assertThat(writer.fileRows()).isEqualTo(1_000);
            assertThat(writer.heldRows()).isEqualTo(500);
            writer.end();
            writer.start(next);
            writer.write(batch(1_500, 500));
            writer.finish();
        }

        assertThat(query("select count(*) || ' ' || sum(id)::bigint from '%s'".formatted(file)))
                .isEqualTo("1000 " + sum(0, 1_000));
        assertThat(query("select count(*) || ' ' || sum(id)::bigint from '%s'".formatted(second)))
                .isEqualTo("1000 " + sum(1_000, 2_000));
    }

    private static long sum(int from, int to) {
        long sum = 0;
        for (int row = from; row < to; row++) {
            sum += id(row);
        }
        return sum;
    }
}

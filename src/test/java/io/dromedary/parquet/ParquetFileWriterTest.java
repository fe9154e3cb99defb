package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.parquet.GeneratedColumn.Distribution;
import io.dromedary.parquet.GeneratedColumn.Nulls;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.parquet.VersionParser;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFileWriterTest {
    private static final ParquetOptions OPTIONS = new ParquetOptions(Codec.SNAPPY, 8 << 20, 1 << 20, true);
    private static final ColumnType TEXT = new ColumnType.Text(ColumnType.TextKind.STRING);
    private static final ColumnType LONG = new ColumnType.Int64();

    private final Path file;

    ParquetFileWriterTest(@TempDir Path folder) {
        file = folder.resolve("file.parquet");
    }

    @Test
    void writesAFileWithoutRows() throws Exception {
        var columns = List.of(Batches.column(LONG, true, List.of()));
        Batches.write(file, columns, OPTIONS, 100);
        assertThat(ForeignReaders.parquetJava(file)).isEqualTo(List.of(List.of()));
        assertThat(ForeignReaders.duckDb(file, Batches.schema(columns))).isEqualTo(List.of(List.of()));
        assertThat(ParquetFooter.read(file).rowCount()).isZero();
    }

    @Test
    void splitsTheSameRowsIntoBatchesAnywhere() throws Exception {
        List<GeneratedColumn> columns = new ArrayList<>();
        for (ColumnType type : List.of(TEXT, LONG, new ColumnType.Bool())) {
            columns.add(GeneratedColumn.of(type, Distribution.RANDOM, Nulls.RUNS, 300, 1));
            columns.add(GeneratedColumn.of(type, Distribution.LOW_CARDINALITY, Nulls.ALTERNATING, 300, 2));
        }
        Batches.write(file, columns, OPTIONS, 300);
        byte[] whole = Files.readAllBytes(file);
        for (int batchRows = 1; batchRows < 300; batchRows++) {
            Batches.write(file, columns, OPTIONS, batchRows);
            assertThat(Files.readAllBytes(file))
                    .as("batches of %d rows", batchRows)
                    .isEqualTo(whole);
        }
    }

    @Test
    void countsTheRowsWritten() throws Exception {
        var columns = List.of(Batches.column(LONG, false, longs(10)));
        try (var writer =
                new ParquetFileWriter(OutputStream.nullOutputStream(), Batches.schema(columns), OPTIONS, Map.of())) {
            writer.write(Batches.batch(columns, 0, 0));
            assertThat(writer.fileRows() + writer.heldRows()).isZero();
            writer.write(Batches.batch(columns, 0, 3));
            writer.write(Batches.batch(columns, 3, 10));
            assertThat(writer.fileRows() + writer.heldRows()).isEqualTo(10);
        }
    }

    @Test
    void cutsRowGroupsByRowsInTheMiddleOfABatch() throws Exception {
        var columns = List.of(Batches.column(LONG, false, longs(1_000)));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 8 << 20, 300, true), 450);
        assertThat(ParquetInspection.of(file).rowGroups())
                .extracting(ParquetInspection.RowGroupSummary::rows)
                .containsExactly(300L, 300L, 300L, 100L);
        assertThat(ForeignReaders.parquetJava(file).get(0)).isEqualTo(longs(1_000));
    }

    @Test
    void cutsRowGroupsByBytes() throws Exception {
        var random = new Random(5);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            values.add(GeneratedColumn.hex(bytes));
        }
        var columns = List.of(
                Batches.column(new ColumnType.Binary(), false, values),
                Batches.column(
                        "number", LONG, false, random.longs(20_000).boxed().toList()));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 512 << 10, 1 << 20, true), 20_000);
        var rowGroups = ParquetInspection.of(file).rowGroups();
        assertThat(rowGroups).hasSizeBetween(7, 10);
        assertThat(rowGroups.subList(0, rowGroups.size() - 1))
                .allSatisfy(rowGroup -> assertThat(rowGroup.compressedBytes()).isBetween(460_000L, 600_000L));
        assertThat(ForeignReaders.parquetJava(file).get(0)).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd"})
    void writesValuesLargerThanAPageAndARowGroup(String codec) throws Exception {
        var random = new Random(9);
        List<@Nullable Object> values = new ArrayList<>();
        for (int bytes : new int[] {3, 700_000, (1 << 20) + 1, 5, 3_000_000, 0, 9_999_999, 1 << 20, 12}) {
            values.add(GeneratedColumn.text(words(random, bytes)));
            values.add(null);
        }
        var columns = List.of(
                Batches.column(TEXT, true, values),
                Batches.column("seven", new ColumnType.Int32(32), true, Collections.nCopies(values.size(), 7)));
        var options = new ParquetOptions(Codec.parse(codec).orElseThrow(), 2 << 20, 1 << 20, true);
        Batches.write(file, columns, options, values.size());

        assertThat(ForeignReaders.parquetJava(file).get(0)).isEqualTo(values);
        var schema = Batches.schema(columns.subList(0, 1));
        assertThat(ForeignReaders.duckDb(file, schema).get(0)).isEqualTo(values);
        assertThat(ParquetInspection.of(file).rowGroups()).hasSizeGreaterThanOrEqualTo(2);
        new StatisticsCheck(file, columns).run();
    }

    @Test
    void writesALargeValueAmongSmallOnesOfARequiredColumn() throws Exception {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            values.add(GeneratedColumn.text(i == 1_500 ? "x".repeat(2_500_000) : "v" + i % 10));
        }
        var columns = List.of(Batches.column(TEXT, false, values));
        Batches.write(file, columns, OPTIONS, 3_000);
        assertThat(ForeignReaders.parquetJava(file).get(0)).isEqualTo(values);
        assertThat(ForeignReaders.duckDb(file, Batches.schema(columns)).get(0)).isEqualTo(values);
        new StatisticsCheck(file, columns).run();
    }

    @Test
    void writesAThousandColumns() throws Exception {
        List<GeneratedColumn> columns = new ArrayList<>();
        var types = GeneratedColumn.types();
        for (int i = 0; i < 1_000; i++) {
            columns.add(GeneratedColumn.of(types.get(i % types.size()), Distribution.RANDOM, Nulls.ALTERNATING, 50, i));
        }
        List<GeneratedColumn> named = new ArrayList<>();
        for (GeneratedColumn column : columns) {
            var type = column.column().type();
            named.add(new GeneratedColumn(new Column("c" + named.size(), type, true, "made up"), column.values()));
        }
        Batches.write(file, named, OPTIONS, 20);
        var read = ForeignReaders.parquetJava(file);
        assertThat(read).isEqualTo(named.stream().map(GeneratedColumn::values).toList());
        assertThat(ForeignReaders.duckDb(file, Batches.schema(named))).isEqualTo(read);
    }

    @Test
    void choosesTheEncodingThatSuitsTheValues() throws Exception {
        var random = new Random(11);
        assertThat(encodings(LONG, longs(30_000))).contains(Encoding.DELTA_BINARY_PACKED);
        assertThat(encodings(LONG, random.longs(30_000).boxed().toList()))
                .containsExactlyInAnyOrder(Encoding.PLAIN, Encoding.RLE);
        assertThat(encodings(LONG, random.longs(30_000, 0, 9).boxed().toList())).contains(Encoding.RLE_DICTIONARY);
        assertThat(encodings(
                        new ColumnType.Float64(), random.doubles(30_000).boxed().toList()))
                .contains(Encoding.BYTE_STREAM_SPLIT);
        assertThat(encodings(TEXT, texts(random.longs(30_000, 0, 90)))).contains(Encoding.RLE_DICTIONARY);
        assertThat(encodings(TEXT, texts(random.longs(30_000)))).doesNotContain(Encoding.RLE_DICTIONARY);
    }

    @Test
    void writesNoDictionaryWhereItIsNotAllowed() throws Exception {
        var columns = List.of(
                Batches.column(TEXT, false, texts(LongStream.range(0, 30_000).map(i -> i % 9))));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 8 << 20, 1 << 20, false), 30_000);
        assertThat(chunks().get(0).getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
    }

    @Test
    void leavesADictionaryThatFillsUpAndDoesNotTryItAgain() throws Exception {
        // Few values on the first pages, then ever new ones.
        var random = new Random(2);
        var values = LongStream.range(0, 400_000)
                .map(i -> i < 20_000 ? i % 50 : random.nextLong())
                .boxed()
                .toList();
        var columns = List.of(Batches.column(LONG, false, values));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 2 << 20, 200_000, true), 8_192);
        assertThat(chunks().get(0).getEncodings()).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
        assertThat(chunks().get(1).getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
        assertThat(ForeignReaders.parquetJava(file).get(0)).isEqualTo(values);
        assertThat(ForeignReaders.duckDb(file, Batches.schema(columns)).get(0)).isEqualTo(values);
    }

    @Test
    void letsReadersSkipPagesAndRowGroups() throws Exception {
        var columns = List.of(Batches.column(LONG, false, longs(300_000)));
        Batches.write(file, columns, new ParquetOptions(Codec.SNAPPY, 8 << 20, 100_000, true), 8_192);
        var wanted = FilterCompat.get(FilterApi.eq(FilterApi.longColumn("c"), 250_000L * 3));
        try (var reader = ForeignReaders.open(file, wanted)) {
            assertThat(reader.getRowGroups()).hasSize(1);
            assertThat(reader.readNextFilteredRowGroup().getRowCount()).isEqualTo(20_000);
        }
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM '%s' WHERE c BETWEEN 299990 AND 300010".formatted(file))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
        }
    }

    @Test
    void saysInTheFooterWhoWroteItAndWhatItWasTold() throws Exception {
        var columns = List.of(Batches.column(LONG, false, longs(3)));
        Batches.write(file, columns, OPTIONS, 3);
        try (var reader = ForeignReaders.open(file)) {
            var metaData = reader.getFileMetaData();
            assertThat(metaData.getKeyValueMetaData()).containsEntry("origin", "test");
            var version = VersionParser.parse(metaData.getCreatedBy());
            assertThat(version.application).isEqualTo("dromedary");
            assertThat(version.hasSemanticVersion()).isTrue();
            assertThat(metaData.getSchema().getType("c").getId().intValue()).isEqualTo(1);
        }
    }

    @Test
    void refusesANullInARequiredColumn() throws Exception {
        var required = new TableSchema(List.of(new Column("id", LONG, false, "bigint")));
        RowBatch batch = Batches.batch(List.of(Batches.column(LONG, true, Arrays.asList(1L, null))), 0, 2);
        try (var writer = new ParquetFileWriter(OutputStream.nullOutputStream(), required, OPTIONS, Map.of())) {
            assertThatThrownBy(() -> writer.write(batch))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.DATA))
                    .hasMessage("Column id is declared NOT NULL but 1 of 2 rows have no value."
                            + " Export it as nullable.");
        }
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        var twice =
                new TableSchema(List.of(new Column("a", LONG, false, "bigint"), new Column("a", TEXT, true, "text")));
        assertThatThrownBy(() -> new ParquetFileWriter(OutputStream.nullOutputStream(), twice, OPTIONS, Map.of()))
                .hasMessage("Two columns are named a, which readers of Parquet cannot tell apart. Rename one of them.");
    }

    @Test
    void refusesABatchThatDoesNotFitTheSchema() throws Exception {
        var columns = List.of(Batches.column(LONG, false, longs(3)));
        var two = new TableSchema(
                List.of(new Column("a", LONG, false, "bigint"), new Column("b", LONG, false, "bigint")));
        try (var writer = new ParquetFileWriter(new ByteArrayOutputStream(), two, OPTIONS, Map.of())) {
            assertThatThrownBy(() -> writer.write(Batches.batch(columns, 0, 3)))
                    .hasMessage("The schema has 2 columns but the batch has 1");
        }
    }

    @Test
    void refusesAFixedWidthValueOfAnotherWidth() throws Exception {
        var columns = List.of(Batches.column(new ColumnType.Uuid(), false, List.of("00ff")));
        assertThatThrownBy(() -> Batches.write(file, columns, OPTIONS, 1))
                .hasMessage("Column c has values of 16 bytes but got one of 2");
    }

    private Set<Encoding> encodings(ColumnType type, List<?> values) throws Exception {
        Batches.write(file, List.of(Batches.column(type, false, values)), OPTIONS, 8_192);
        assertThat(ForeignReaders.parquetJava(file).get(0)).isEqualTo(values);
        return chunks().get(0).getEncodings();
    }

    private List<ColumnChunkMetaData> chunks() throws Exception {
        try (var reader = ForeignReaders.open(file)) {
            return reader.getRowGroups().stream()
                    .flatMap(block -> block.getColumns().stream())
                    .toList();
        }
    }

    private static List<Object> longs(int count) {
        return IntStream.range(0, count).mapToObj(i -> (Object) (i * 3L)).toList();
    }

    private static List<Object> texts(LongStream numbers) {
        return numbers.mapToObj(number -> (Object) GeneratedColumn.text("text number " + number))
                .toList();
    }

    /** Text that compresses to about a third. */
    private static String words(Random random, int bytes) {
        var text = new StringBuilder(bytes + 16);
        while (text.length() < bytes) {
            text.append(random.nextInt(1_000_000)).append(" some more words ");
        }
        return text.substring(0, bytes);
    }
}

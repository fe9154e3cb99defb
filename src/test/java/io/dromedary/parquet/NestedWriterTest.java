package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.ColumnType.Field;
import io.dromedary.table.ColumnType.ListOf;
import io.dromedary.table.ColumnType.MapOf;
import io.dromedary.table.ColumnType.Struct;
import io.dromedary.table.ColumnVector;
import io.dromedary.table.RowBatch;
import io.dromedary.table.TableSchema;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedWriterTest {
    private static final ParquetOptions OPTIONS = new ParquetOptions(Codec.SNAPPY, 8 << 20, 1 << 20, true);
    private static final ColumnType TEXT = new ColumnType.Text(ColumnType.TextKind.STRING);
    private static final ColumnType INT = new ColumnType.Int32(32);
    private static final ColumnType INTS = new ListOf(INT, true);

    private final Path file;

    NestedWriterTest(@TempDir Path folder) {
        file = folder.resolve("file.parquet");
    }

    @Test
    void splitsTheSameRowsIntoBatchesAnywhere() throws Exception {
        var columns = GeneratedNesting.columns(
                List.of(INTS, new ListOf(new Struct(List.of(new Field("t", TEXT, true))), true)), 120);
        Batches.write(file, columns, OPTIONS, 120);
        byte[] whole = Files.readAllBytes(file);
        for (int batchRows = 1; batchRows < 120; batchRows++) {
            Batches.write(file, columns, OPTIONS, batchRows);
            assertThat(Files.readAllBytes(file))
                    .as("batches of %d rows", batchRows)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd"})
    void writesListsLongerThanAPage(String codec) throws Exception {
        var random = new Random(3);
        List<@Nullable Object> numbers = new ArrayList<>();
        List<@Nullable Object> texts = new ArrayList<>();
        List<@Nullable Object> missing = new ArrayList<>();
        for (int length : new int[] {3, 100_000, 0, 5, 20_000, 20_001, 1, 70_000, 70_000, 2}) {
            numbers.add(random.ints(length).boxed().toList());
            texts.add(random.ints(length, 0, 50_000)
                    .mapToObj(i -> GeneratedColumn.text("a text with the number " + i))
                    .toList());
            missing.add(Arrays.asList(new Object[length]));
            numbers.add(null);
            texts.add(null);
            missing.add(List.of());
        }
        var columns = List.of(
                Batches.column("numbers", INTS, true, numbers),
                Batches.column("texts", new ListOf(TEXT, false), true, texts),
                Batches.column("missing", new ListOf(TEXT, true), false, missing));
        var options = new ParquetOptions(Codec.parse(codec).orElseThrow(), 64 << 20, 1 << 20, true);
        Batches.write(file, columns, options, 7);
        assertReadBack(columns);
        assertThat(pages("numbers.list.element")).isGreaterThanOrEqualTo(7);
    }

    @Test
    void cutsPagesOnlyWhereARowEnds() throws Exception {
        List<Object> values = IntStream.range(0, 30_000)
                .mapToObj(row -> (Object) IntStream.range(0, row % 7).boxed().toList())
                .toList();
        var columns = List.of(Batches.column(INTS, false, values));
        Batches.write(file, columns, OPTIONS, 4_096);
        // The column index is compared page by page with the rows that the offset index gives the page.
        assertReadBack(columns);
        assertThat(pages("c.list.element")).isBetween(5, 8);
    }

    @Test
    void cutsRowGroupsByBytesOfAllThatIsNested() throws Exception {
        var random = new Random(5);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < 2_000; row++) {
            values.add(random.ints(random.nextInt(1_000)).boxed().toList());
        }
        var columns = List.of(Batches.column(INTS, false, values));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 1 << 20, 1 << 20, true), 2_000);
        var rowGroups = ParquetInspection.of(file).rowGroups();
        assertThat(rowGroups).hasSizeBetween(3, 5);
        assertThat(rowGroups.subList(0, rowGroups.size() - 1))
                .allSatisfy(rowGroup -> assertThat(rowGroup.compressedBytes()).isBetween(900_000L, 1_300_000L));
        assertReadBack(columns);
    }

    @Test
    void countsElementsThatAreMissingWhenPagesAreCut() throws Exception {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            values.add(Arrays.asList(new Object[10_000]));
        }
        var columns = List.of(Batches.column(INTS, false, values));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 64 << 10, 1 << 20, true), 300);
        assertReadBack(columns);
        // They have no values, but levels for which a page of so small a row group has little room.
        assertThat(pages("c.list.element")).isEqualTo(300);
    }

    @Test
    void writesElementsLargerThanAPage() throws Exception {
        String large = "61".repeat(3_000_000);
        List<@Nullable Object> values = Arrays.asList(
                List.of("61", large, "62"), null, List.of(), List.of(large), Arrays.asList(null, large), List.of("63"));
        var columns = List.of(
                Batches.column(new ListOf(TEXT, true), true, values),
                Batches.column("s", new Struct(List.of(new Field("t", TEXT, false))), true, structs(values)));
        Batches.write(file, columns, new ParquetOptions(Codec.SNAPPY, 2 << 20, 1 << 20, true), 6);
        assertReadBack(columns);
    }

    private static List<@Nullable Object> structs(List<@Nullable Object> lists) {
        List<@Nullable Object> structs = new ArrayList<>();
        for (Object list : lists) {
            structs.add(list == null || ((List<?>) list).isEmpty() ? null : List.of("6162".repeat(900_000)));
        }
        return structs;
    }

    @Test
    void leavesADictionaryThatFillsUpInTheMiddleOfARow() throws Exception {
        var random = new Random(2);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < 40_000; row++) {
            int choice = row < 5_000 ? 50 : Integer.MAX_VALUE;
            values.add(random.ints(random.nextInt(20), 0, choice).boxed().toList());
        }
        var columns = List.of(Batches.column(INTS, true, values));
        Batches.write(file, columns, new ParquetOptions(Codec.NONE, 4 << 20, 20_000, true), 3_000);
        assertThat(chunks().get(0).getEncodings()).contains(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
        assertThat(chunks().get(1).getEncodings()).doesNotContain(Encoding.RLE_DICTIONARY);
        assertReadBack(columns);
    }

    @Test
    void letsReadersSkipPages() throws Exception {
        var pair = new Struct(List.of(new Field("id", INT, false), new Field("tags", INTS, true)));
        List<Object> values = IntStream.range(0, 100_000)
                .mapToObj(row -> (Object) List.of(row, List.of(row, -row)))
                .toList();
        Batches.write(file, List.of(Batches.column(pair, false, values)), OPTIONS, 8_192);
        var wanted = FilterCompat.get(FilterApi.eq(FilterApi.intColumn("c.id"), 55_555));
        try (var reader = ForeignReaders.open(file, wanted)) {
            assertThat(reader.readNextFilteredRowGroup().getRowCount()).isBetween(1L, 20_000L);
        }
    }

    @Test
    void keepsTheFieldIdsOfAColumnWhateverTheOthersHave() {
        var number = new Column("n", INT, true, "integer");
        var list = new Column("l", new MapOf(TEXT, INTS, true), true, "made up");
        var one = FileSchema.of(new TableSchema(List.of(number, list)));
        assertThat(one.elements().stream()
                        .map(element -> element.getName() + " " + element.getField_id())
                        .toList())
                .containsExactly(
                        "schema 0", "n 1", "l 2", "key_value 0", "key 10002", "value 20002", "list 0", "element 30002");
        var nested = new Column("n", INTS, true, "integer[]");
        var other = FileSchema.of(new TableSchema(List.of(nested, list)));
        assertThat(other.elements().subList(4, 10)).isEqualTo(one.elements().subList(2, 8));
    }

    @Test
    void namesTypesAsTheFooterDoes() throws Exception {
        var deep = new Struct(List.of(
                new Field("pairs", new ListOf(new Struct(List.of(new Field("a", INT, true))), true), true),
                new Field("names", new MapOf(INT, new ListOf(TEXT, true), true), true)));
        var columns = List.of(
                Batches.column("plain", INT, true, List.of()),
                Batches.column(
                        "list", new ListOf(new ListOf(new ColumnType.Decimal(9, 2), true), true), true, List.of()),
                Batches.column("deep", deep, false, List.of()));
        Batches.write(file, columns, OPTIONS, 1);
        assertThat(ParquetFooter.read(file).columnTypes())
                .containsExactly(
                        "INT32",
                        "LIST<LIST<INT32 DECIMAL(9,2)>>",
                        "STRUCT<pairs LIST<STRUCT<a INT32>>, names MAP<INT32, LIST<BYTE_ARRAY STRING>>>")
                .isEqualTo(columns.stream()
                        .map(column -> ParquetSchema.typeName(column.column()))
                        .toList());
        assertThat(ParquetInspection.of(file).schema())
                .containsExactly(
                        "plain: INT32 optional",
                        "list: group LIST optional",
                        "  list: group repeated",
                        "    element: group LIST optional",
                        "      list: group repeated",
                        "        element: INT32 DECIMAL(9,2) optional",
                        "deep: group required",
                        "  pairs: group LIST optional",
                        "    list: group repeated",
                        "      element: group optional",
                        "        a: INT32 optional",
                        "  names: group MAP optional",
                        "    key_value: group repeated",
                        "      key: INT32 required",
                        "      value: group LIST optional",
                        "        list: group repeated",
                        "          element: BYTE_ARRAY STRING optional");
    }

    @Test
    void countsLevelsForReadersThatPlanMemory() throws Exception {
        List<@Nullable Object> values = Arrays.asList(Arrays.asList(1, null, 3), null, List.of());
        Batches.write(file, List.of(Batches.column(INTS, true, values)), OPTIONS, 3);
        var sizes = chunks().get(0).getSizeStatistics();
        assertThat(sizes.getDefinitionLevelHistogram()).containsExactly(1L, 1L, 1L, 2L);
        assertThat(sizes.getRepetitionLevelHistogram()).containsExactly(3L, 2L);
        assertThat(chunks().get(0).getValueCount()).isEqualTo(5);
    }

    @Test
    void refusesANullWhereTheTypeHasNone() throws Exception {
        var declared = new TableSchema(List.of(new Column("c", new ListOf(INT, false), true, "made up")));
        RowBatch batch = Batches.batch(List.of(Batches.column(INTS, true, List.of(Arrays.asList(1, null, 3)))), 0, 1);
        try (var writer = new ParquetFileWriter(OutputStream.nullOutputStream(), declared, OPTIONS, Map.of())) {
            assertThatThrownBy(() -> writer.write(batch))
                    .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                            .isEqualTo(FailureCategory.DATA))
                    .hasMessage("Column c.list.element is declared NOT NULL but 1 of 3 rows have no value."
                            + " Export it as nullable.");
        }
    }

    @Test
    void refusesVectorsThatDoNotFitEachOther() throws Exception {
        var declared = new TableSchema(List.of(new Column("c", INTS, true, "made up")));
        var elements = new ColumnVector.Ints(5);
        elements.finish(5, 5);
        var lists = new ColumnVector.Lists(1, elements);
        lists.lengths[0] = 4;
        lists.finish(1, 1);
        try (var writer = new ParquetFileWriter(OutputStream.nullOutputStream(), declared, OPTIONS, Map.of())) {
            assertThatThrownBy(() -> writer.write(new RowBatch(1, List.of(lists))))
                    .hasMessage("Column c.list.element has 5 rows inside of 4");
        }
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        ColumnType type = INT;
        for (int i = 0; i < 32; i++) {
            type = new ListOf(type, true);
        }
        var schema = new TableSchema(List.of(new Column("c", type, true, "made up")));
        assertThatThrownBy(() -> FileSchema.of(schema))
                .hasMessage("Column c is nested more than 64 levels deep. Leave it out.");
    }

    private void assertReadBack(List<GeneratedColumn> columns) throws Exception {
        var expected = columns.stream().map(GeneratedColumn::values).toList();
        var schema = Batches.schema(columns);
        assertThat(ForeignRecords.parquetJava(file, schema).equals(expected))
                .as("parquet-java reads the same")
                .isTrue();
        assertThat(ForeignReaders.duckDb(file, schema).equals(expected))
                .as("DuckDB reads the same")
                .isTrue();
        new StatisticsCheck(file, columns).run();
    }

    private List<ColumnChunkMetaData> chunks() throws Exception {
        try (var reader = ForeignReaders.open(file)) {
            return reader.getRowGroups().stream()
                    .flatMap(block -> block.getColumns().stream())
                    .toList();
        }
    }

    private int pages(String path) throws Exception {
        int pages = 0;
        try (var reader = ForeignReaders.open(file)) {
            for (var block : reader.getRowGroups()) {
                for (ColumnChunkMetaData chunk : block.getColumns()) {
                    OffsetIndex offsets = reader.readOffsetIndex(chunk);
                    pages += chunk.getPath().toDotString().equals(path) ? offsets.getPageCount() : 0;
                }
            }
        }
        return pages;
    }
}

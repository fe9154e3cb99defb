package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists, structs and maps of every type and of each other, with nulls and nothing at every level, read by others. */
class NestedRoundTripTest {
    private static final int ROWS = 1_300;
    private static final List<GeneratedColumn> COLUMNS = GeneratedNesting.columns(GeneratedNesting.types(), ROWS);

    private final Path folder;

    NestedRoundTripTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @MethodSource("io.dromedary.parquet.ParquetRoundTripTest#layouts")
    void isReadBackByOthersValueByValue(Codec codec, boolean dictionary) throws Exception {
        Path file = folder.resolve("all.parquet");
        // Small pages, row groups cut by rows, and batches that match neither.
        var options = new ParquetOptions(codec, 4 << 20, 900, dictionary);
        Batches.write(file, COLUMNS, options, 377);

        var schema = Batches.schema(COLUMNS);
        var parquetJava = ForeignRecords.parquetJava(file, schema);
        var duckDb = ForeignReaders.duckDb(file, schema);
        for (int i = 0; i < COLUMNS.size(); i++) {
            GeneratedColumn column = COLUMNS.get(i);
            assertThat(parquetJava.get(i))
                    .as("%s in parquet-java", column.column())
                    .isEqualTo(column.values());
            assertThat(duckDb.get(i)).as("%s in DuckDB", column.column()).isEqualTo(column.values());
        }
        new StatisticsCheck(file, COLUMNS).run();
        assertThat(ParquetFooter.read(file).rowCount()).isEqualTo(ROWS);
        assertThat(ParquetInspection.of(file).rowGroups()).hasSizeGreaterThan(1);
    }
}

package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.parquet.GeneratedColumn.Distribution;
import io.dromedary.parquet.GeneratedColumn.Nulls;
import io.dromedary.table.ColumnType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, distribution and pattern of nulls, in every codec, with dictionaries and without, read by others. */
class ParquetRoundTripTest {
    private static final int ROWS = 2_600;
    private static final List<GeneratedColumn> COLUMNS = columns();

    private final Path folder;

    ParquetRoundTripTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static List<GeneratedColumn> columns() {
        List<GeneratedColumn> columns = new ArrayList<>();
        for (ColumnType type : GeneratedColumn.types()) {
            for (Distribution distribution : Distribution.values()) {
                for (Nulls nulls : Nulls.values()) {
                    columns.add(GeneratedColumn.of(type, distribution, nulls, ROWS, columns.size()));
                }
            }
        }
        return columns;
    }

    static Stream<Arguments> layouts() {
        return Stream.of(Codec.Kind.values())
                .map(kind -> Codec.parse(kind.name()).orElseThrow())
                .flatMap(codec -> Stream.of(Arguments.of(codec, true), Arguments.of(codec, false)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void isReadBackByOthersValueByValue(Codec codec, boolean dictionary) throws Exception {
        Path file = folder.resolve("all.parquet");
        // Small pages, row groups cut by rows, and batches that match neither.
        var options = new ParquetOptions(codec, 16 << 20, 1_900, dictionary);
        Batches.write(file, COLUMNS, options, 777);

        var parquetJava = ForeignReaders.parquetJava(file);
        var duckDb = ForeignReaders.duckDb(file, Batches.schema(COLUMNS));
        for (int i = 0; i < COLUMNS.size(); i++) {
            String name = COLUMNS.get(i).column().name();
            List<@Nullable Object> values = COLUMNS.get(i).values();
            assertThat(parquetJava.get(i)).as("%s in parquet-java", name).isEqualTo(values);
            assertThat(duckDb.get(i)).as("%s in DuckDB", name).isEqualTo(values);
        }
        new StatisticsCheck(file, COLUMNS).run();
        assertThat(ParquetFooter.read(file).rowCount()).isEqualTo(ROWS);
        assertThat(ParquetInspection.of(file).rowGroups()).hasSize(2);
    }
}

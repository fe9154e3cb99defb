package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.DromedaryException;
import io.dromedary.parquet.GeneratedColumn.Distribution;
import io.dromedary.parquet.GeneratedColumn.Nulls;
import io.dromedary.table.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetCheckTest {
    private static final int ROWS = 300;
    private final Path file;
    private byte[] whole = new byte[0];

    ParquetCheckTest(@TempDir Path folder) {
        file = folder.resolve("file.parquet");
    }

    @BeforeEach
    void write() throws IOException {
        var text = new ColumnType.Text(ColumnType.TextKind.STRING);
        var columns = List.of(
                Batches.column(
                        new ColumnType.Int64(),
                        true,
                        GeneratedColumn.of(new ColumnType.Int64(), Distribution.RANDOM, Nulls.ALTERNATING, ROWS, 1)
                                .values()),
                Batches.column(
                        "t",
                        text,
                        true,
                        GeneratedColumn.of(text, Distribution.LOW_CARDINALITY, Nulls.RUNS, ROWS, 2)
                                .values()));
        Batches.write(file, columns, options(Codec.NONE), 100);
        whole = Files.readAllBytes(file);
    }

    @ParameterizedTest
    @EnumSource
    void filesOfOursAreSoundWhateverIsInThem(Nulls nulls) throws IOException {
        for (ColumnType type : GeneratedColumn.types()) {
            for (Distribution distribution : Distribution.values()) {
                var column = GeneratedColumn.of(type, distribution, nulls, ROWS, 7);
                Batches.write(file, List.of(column), options(Codec.SNAPPY), 100);

                assertThat(problems()).as("%s %s", type, distribution).isEmpty();
            }
        }
    }

    @Test
    void filesOfOthersAreSound() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (SELECT i, i::text AS t, {'x': i, 'l': [i, NULL]} AS s, MAP {'k': 2.5} AS m"
                    + " FROM range(10000) r(i)) TO '%s' (FORMAT parquet)".formatted(file));
        }
        assertThat(problems()).isEmpty();
    }

    @Test
    void whatIsFoundInAPageIsPlaced() throws IOException {
        int footerBytes = LittleEndian.getInt(whole, whole.length - 8);
        long start = ParquetFooter.firstByte(column(ParquetFooter.read(file).metaData(), 0));
        long end = start + column(ParquetFooter.read(file).metaData(), 0).getTotal_compressed_size();
        assertThat(end).isLessThan(whole.length - footerBytes);
        for (int i = (int) start; i < end; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            Files.write(file, changed);
            assertThat(problems())
                    .as("byte %d", i)
                    .allMatch(problem -> problem.startsWith("column c of row group 1: "));
        }
        byte[] changed = whole.clone();
        changed[(int) end - 1] ^= 1;
        Files.write(file, changed);
        assertThat(problems())
                .singleElement()
                .asString()
                .matches("column c of row group 1: page \\d+ at \\d+ has another CRC than its header says");
    }

    @Test
    void whatDoesNotAgreeIsSaid() throws IOException {
        assertProblem(column -> column.setNum_values(ROWS - 1), "it has 299 values for 300 rows");
        assertProblem(column -> column.setNum_values(ROWS + 1), "its pages have 300 values, not 301");
        assertProblem(column -> column.getStatistics().setNull_count(-1), "-1 of its 300 values are null");
        assertProblem(column -> column.getStatistics().setNull_count(5), "its column index has other nulls");
        assertProblem(
                column -> column.getStatistics().setNull_count(5),
                "its histogram of definition levels has other nulls");
        assertProblem(
                column -> column.getSize_statistics()
                        .getDefinition_level_histogram()
                        .set(0, 0L),
                "its histogram of definition levels has another sum");
        assertProblem(column -> column.getStatistics().unsetMax_value(), "it has only one of minimum and maximum");
        assertProblem(
                column -> column.getStatistics().setMin_value(new byte[3]), "its bounds are no values of its type");
        assertProblem(
                column -> column.getStatistics()
                        .setMin_value(new byte[] {-1, -1, -1, -1, -1, -1, -1, 127})
                        .setMax_value(new byte[8]),
                "its minimum is above its maximum");
    }

    @Test
    void aRequiredColumnHasNoNulls() throws IOException {
        Batches.write(
                file, List.of(Batches.column(new ColumnType.Int64(), false, List.of(1L))), options(Codec.NONE), 1);
        whole = Files.readAllBytes(file);

        assertProblem(column -> column.getStatistics().setNull_count(1), "it has nulls but must not have any");
    }

    @Test
    void neverFailsOtherwiseWhateverTheFileHolds() throws IOException {
        var random = new Random(17);
        for (int attempt = 0; attempt < 3_000; attempt++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try {
                problems();
            } catch (DromedaryException e) {
                assertThat(e).hasMessageStartingWith(file + " is not a whole Parquet file: ");
            }
        }
    }

    /** Changes what the footer says of the first column. */
    private void assertProblem(Consumer<ColumnMetaData> change, String problem) throws IOException {
        Files.write(file, whole);
        FileMetaData metaData = ParquetFooter.read(file).metaData();
        change.accept(column(metaData, 0));
        var changed = new ByteArrayOutputStream();
        int footerBytes = LittleEndian.getInt(whole, whole.length - 8);
        changed.write(whole, 0, whole.length - 8 - footerBytes);
        Util.writeFileMetaData(metaData, changed);
        byte[] tail = {0, 0, 0, 0, 'P', 'A', 'R', '1'};
        LittleEndian.putInt(tail, 0, changed.size() - (whole.length - 8 - footerBytes));
        changed.write(tail);
        Files.write(file, changed.toByteArray());

        assertThat(problems()).contains("column c of row group 1: " + problem);
    }

    private static ColumnMetaData column(FileMetaData metaData, int column) {
        return metaData.getRow_groups().get(0).getColumns().get(column).getMeta_data();
    }

    private List<String> problems() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return new ArrayList<>(ParquetCheck.problems(ParquetFooter.read(file), channel));
        }
    }

    private static ParquetOptions options(Codec codec) {
        return new ParquetOptions(codec, 1 << 20, 1 << 20, true);
    }
}

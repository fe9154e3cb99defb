package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadAdviceTest {
    private static final int ROWS = 400_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "0, OPTIMIZED, 1000, 1",
        "9999, OPTIMIZED, 1000, 1",
        "10000, OPTIMIZED, 5000, 2",
        "50000, OPTIMIZED, 5000, 2",
        "99999, OPTIMIZED, 5000, 2",
        "100000, OPTIMIZED, 10000, 4",
        "999999, OPTIMIZED, 10000, 4",
        "1000000, COPY, 20000, 8",
        "1999999, COPY, 20000, 8",
        "2000000, COPY, 20000, 9",
        "13000000, COPY, 20000, 20",
        "9000000000000, COPY, 20000, 20"
    })
    void followsTheTable(long rows, Method method, int batchSize, int connections) {
        LoadAdvice advice = LoadAdvice.forRows(rows);

        assertThat(advice.method()).isEqualTo(method);
        assertThat(advice.batchSize()).isEqualTo(batchSize);
        assertThat(advice.connections()).isEqualTo(connections);
        assertThat(advice.notes()).hasSize(2);
    }

    @Test
    void whatIsNotKnownMayBeLarge() {
        LoadAdvice advice = LoadAdvice.of(RowEstimate.UNKNOWN);

        assertThat(advice.method()).isEqualTo(Method.COPY);
        assertThat(advice.notes().get(0)).startsWith("How many rows there are is not known before they are read");
    }

    @Test
    void oneTransactionIsOneConnection() {
        assertThat(LoadAdvice.forRows(50_000).under(LoadSettings.DEFAULTS).notes())
                .last()
                .asString()
                .startsWith("mode: append with atomic: file is one transaction, so one of the 2 connections is used");
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO 0 0,        50000,   OPTIMIZED 5000 2",
        "AUTO 77 3,       50000,   OPTIMIZED 77 3",
        "AUTO 77 0,       1000000, COPY 0 8",
        "COPY 0 0,        50000,   COPY 0 4",
        "OPTIMIZED 0 0,   5,       OPTIMIZED 10000 1",
        "ASYNC 0 0,       5,       ASYNC 5000 4",
        "ASYNC 9 7,       5,       ASYNC 9 7",
        "STANDARD 0 0,    5,       STANDARD 1 1"
    })
    void whatIsGivenWins(String given, long rows, String settled) {
        assertThat(settings(given).settled(LoadAdvice.forRows(rows))).isEqualTo(settings(settled));
    }

    /** Method, batch size and connections. */
    private static MethodSettings settings(String text) {
        String[] parts = text.split(" ", 3);
        return new MethodSettings(
                Method.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), 4326);
    }

    private static byte[] records() {
        var text = new StringBuilder("id,name\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(10_000_000 + i).append(",\"name of this row\"\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void rowsAreJudgedByTheFirstOnes() throws IOException {
        byte[] records = records();
        Path plain = Files.write(directory.resolve("plain.csv"), records);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(records);
        }
        Path gzipped = Files.write(directory.resolve("packed.csv.gz"), packed.toByteArray());

        RowEstimate ofPlain = RowEstimate.of(plain, LoadSettings.DEFAULTS);
        RowEstimate ofGzip = RowEstimate.of(gzipped, LoadSettings.DEFAULTS);

        assertThat(ofPlain.isExact()).isFalse();
        assertThat(ofPlain.rows()).isBetween(ROWS * 95L / 100, ROWS * 105L / 100);
        assertThat(ofGzip.isExact()).isFalse();
        assertThat(ofGzip.rows()).isBetween(ROWS / 2L, ROWS * 2L);
    }

    @Test
    void allRowsOfASmallFileAreCounted() throws IOException {
        Path small = Files.writeString(directory.resolve("small.csv"), "id,name\n1,a\n\n2,\"b\nc\"\n");

        assertThat(RowEstimate.of(small, LoadSettings.DEFAULTS)).isEqualTo(new RowEstimate(2, true));
        assertThat(RowEstimate.of(Path.of("-"), LoadSettings.DEFAULTS).isKnown())
                .isFalse();
    }
}

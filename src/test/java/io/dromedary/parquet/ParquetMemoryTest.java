package io.dromedary.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a heap of 256 MB is enough for, tried in a JVM that has no more. */
class ParquetMemoryTest {
    private final Path folder;

    ParquetMemoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd:1", "gzip:1"})
    void isEnoughForATextOfAHundredMegabytes(String codec) throws Exception {
        Path file = folder.resolve("large.parquet");
        run("large", codec, file.toString());
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT strlen(body), substr(body, 2, 2) FROM '%s'".formatted(file))) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(100 << 20);
            assertThat(rows.getString(2)).isEqualTo("aa");
        }
    }

    @Test
    void isEnoughForListsOfMillions() throws Exception {
        run("nested", "zstd:1");
    }

    @Test
    void isEnoughForFourFilesOfAThousandColumns() throws Exception {
        run("wide", "snappy");
    }

    private static void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName()));
        command.addAll(List.of(arguments));
        var log = File.createTempFile("memory-probe", ".log");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        assertThat(exitCode).as(java.nio.file.Files.readString(log.toPath())).isZero();
        assertThat(log.delete()).isTrue();
    }
}

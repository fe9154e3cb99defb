package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command that anybody runs, through the launcher. */
class DemoIT {
    @TempDir
    private Path directory;

    @Test
    void aSecondRunLeavesASecondVersionBesideTheFirst() throws Exception {
        String first = demo();
        assertThat(first)
                .contains(
                        "demo: 6 of 6 tables, 4,152,000 rows", "public_Customer%20Reviews/", "DuckDB over these files:")
                .containsPattern("2025 +328,103 +1,232,944,784\\.58");
        assertThat(first.lines().takeWhile(line -> !line.startsWith("demo: 6 tables")))
                .allSatisfy(line -> assertThat(line).endsWith("..."));
        List<String> before = listing("");

        demo();

        assertThat(listing("")).containsAll(before);
        assertThat(listing("_v2/")).hasSameSizeAs(before);
        assertThat(DuckDb.query("select count(*), sum(quantity * price) from "
                        + DuckDb.files(directory.resolve("exports/public_order_lines_v2"))))
                .isEqualTo(DuckDb.query("select count(*), sum(quantity * price) from "
                        + DuckDb.files(directory.resolve("exports/public_order_lines"))));
        assertThat(directory.resolve("exports/.temp"))
                .satisfiesAnyOf(temp -> assertThat(temp).doesNotExist(), temp -> assertThat(temp)
                        .isEmptyDirectory());
    }

    private String demo() throws IOException, InterruptedException {
        return Script.run(directory, "dromedary", List.of("demo"));
    }

    /** Path, size and time of every published file whose path has some text in it. */
    private List<String> listing(String part) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("exports"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".archive"))
                    .filter(file -> file.toString().contains(part))
                    .map(file -> "%s %d %d"
                            .formatted(
                                    file, file.toFile().length(), file.toFile().lastModified()))
                    .toList();
        }
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.FailureCategory;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationFaultsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE noise AS SELECT i, md5(i::text) || md5((i * 7)::text) AS text FROM generate_series(1, 200000) i",
                "CREATE TABLE little AS SELECT 1 AS i");
    }

    @Test
    void noSpaceLeft() throws IOException {
        try (Mount full = Mount.tmpfs(directory.resolve("small"), "size=4m")) {
            Outcome outcome = Cli.run(
                    "run", job(full.path()).table("noise").table("little").write());

            assertThat(outcome.exitCode()).isEqualTo(FailureCategory.DESTINATION.exitCode());
            assertThat(outcome.err())
                    .contains("public.noise", "no space left", full.path().toString());
            assertThat(visible(full.path())).containsExactly("public_little");
            assertThat(full.path().resolve(".temp"))
                    .satisfiesAnyOf(temp -> assertThat(temp).doesNotExist(), temp -> assertThat(temp)
                            .isEmptyDirectory());
        }
    }

    @Test
    void aTargetThatCannotBeWrittenTo() throws IOException {
        try (Mount readOnly = Mount.tmpfs(directory.resolve("sealed"), "ro")) {
            Outcome outcome = Cli.run(
                    "run", "--quiet", job(readOnly.path()).table("little").write());

            assertThat(outcome.exitCode()).isEqualTo(FailureCategory.DESTINATION.exitCode());
            assertThat(outcome.err())
                    .contains(readOnly.path().toString(), "read-only")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aTargetThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "precious");

        Outcome outcome = Cli.run("run", "--quiet", job(file).table("little").write());

        assertThat(outcome.exitCode()).isEqualTo(FailureCategory.DESTINATION.exitCode());
        assertThat(outcome.err()).contains(file + " is a file");
        assertThat(file).hasContent("precious");
    }

    private JobFile job(Path location) {
        return new JobFile(directory, DB).setting("location", location.toString());
    }

    private static Stream<String> visible(Path location) throws IOException {
        try (Stream<Path> files = Files.list(location)) {
            return files
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList()
                    .stream();
        }
    }

    /** A file system of its own; the test is skipped, visibly, where mounting is not allowed. */
    private record Mount(Path path) implements AutoCloseable {

        private static Mount tmpfs(Path path, String options) throws IOException {
            Files.createDirectories(path);
            Assumptions.assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString()) == 0,
                    "mounting a tmpfs needs root");
            return new Mount(path);
        }

        @Override
        public void close() throws IOException {
            run("umount", path.toString());
        }

        private static int run(String... command) throws IOException {
            return new ProcessBuilder(command)
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
        }
    }
}

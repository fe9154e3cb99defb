package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load that is killed: nothing is lost, and nothing is there twice, once it has been run again. */
class LoadDeathIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int ROWS = 600_000;
    private static final int KILLS = 6;

    @TempDir
    private Path directory;

    private Path write() throws IOException {
        Path file = directory.resolve("rows.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("id,text\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(i + ",\"row\n" + i + " with some more text to make it long\"\n");
            }
        }
        return file;
    }

    private String[] command(Path file, String... settings) {
        List<String> command = new ArrayList<>(List.of("load", file.toString(), "--into", "target", "--database"));
        command.add("postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database()));
        for (String setting : settings) {
            command.addAll(List.of("--set", "import_settings." + setting));
        }
        return command.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic=batch", "atomic=file", "mode=replace"})
    void losesNothingAndLoadsNothingTwice(String setting) throws IOException, InterruptedException {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE target (id int, text text)");
        Path file = write();
        for (int i = 0; i < KILLS; i++) {
            Process process = Launcher.start(directory, command(file, setting));
            if (!process.waitFor(1500 + 400L * i, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            String rows = DATABASE.queryText("SELECT count(*) FROM target");
            assertThat(rows)
                    .as("rows that are visible after a kill with %s", setting)
                    .matches(setting.equals("atomic=batch") ? "\\d+" : "0|" + ROWS);
        }

        assertThat(Cli.run((Object[]) command(file, setting)).err()).isEmpty();
        assertThat(DATABASE.queryText(
                        "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || max(length(text)) FROM target"))
                .isEqualTo("600000 600000 46");
    }

    @Test
    void loadsACompleteFileAgainOnlyIfItHasTo() throws IOException {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE target (id int, text text)");
        Path file = Files.writeString(directory.resolve("small.csv"), "id,text\n1,a\n");

        assertThat(Cli.run((Object[]) command(file, "atomic=batch")).err()).isEmpty();
        assertThat(Cli.run((Object[]) command(file, "atomic=batch")).out()).contains("already loaded");
        // A load that was complete is not gone on with.
        assertThat(Cli.run((Object[]) command(file, "force=true", "atomic=batch"))
                        .err())
                .isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) FROM target")).isEqualTo("2");
    }
}

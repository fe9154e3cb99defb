package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load that is killed: nothing is lost, and nothing is there twice, once it has been run again. */
class LoadDeathIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final int ROWS = 600_000;
    private static final int KILLS = Integer.getInteger("dromedary.kills", 5);

    private static final Random RANDOM = new Random();
    private static final String LEFT =
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^(_dromedary|staging)_'";

    private static final String SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dromedary'"
            + " AND datname = current_database()";

    @TempDir
    private Path directory;

    /** What an undisturbed load takes. */
    private int millis;

    private long connected;

    /** Batches are committed by some megabytes: the file has several of these for each connection. */
    private static String filler(String setting) {
        return " with some more text to make it long".repeat(setting.equals("atomic=batch") ? 6 : 1);
    }

    private Path write(String filler) throws IOException {
        Path file = directory.resolve("rows.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("id,text\n");
            for (int i = 0; i < ROWS; i++) {
                out.write(i + ",\"row\n" + i + filler + "\"\n");
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
    @ValueSource(strings = {"atomic=batch", "atomic=file", "mode=replace", "mode=upsert"})
    void losesNothingAndLoadsNothingTwice(String setting) throws IOException, InterruptedException {
        createTable(setting);
        Path file = write(filler(setting));
        int killed = 0;
        int whole = 0;
        int parts = 0;
        for (int i = 0; i < KILLS; i++) {
            killed += startAndKill(file, setting) ? 1 : 0;
            String rows = DATABASE.queryText("SELECT count(*) FROM target");
            assertThat(rows)
                    .as("rows that are visible after a kill with %s", setting)
                    .matches(setting.equals("atomic=batch") ? "\\d+" : "0|" + ROWS);
            if (rows.equals(String.valueOf(ROWS))) {
                assertLoadedOnce(setting);
                createTable(setting);
                whole++;
            } else {
                parts += rows.equals("0") ? 0 : 1;
            }
        }
        System.out.printf(
                "%s: %d of %d loads were killed, %d times all was there, %d times a part%n",
                setting, killed, KILLS, whole, parts);

        // A server that merges hears of its client's death only when that is done, and what it uses is not dropped.
        while (!DATABASE.queryText(SESSIONS).equals("0")) {
            Thread.onSpinWait();
        }
        assertThat(Cli.run((Object[]) command(file, setting)).err()).isEmpty();
        assertLoadedOnce(setting);
        assertThat(DATABASE.queryText(LEFT)).isEqualTo("0");
    }

    private static void createTable(String setting) {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target",
                // Not its staging tables: those are for the next load to drop.
                "DO 'BEGIN DELETE FROM dromedary.loaded_file; DELETE FROM dromedary.load_batch;"
                        + " EXCEPTION WHEN undefined_table OR invalid_schema_name THEN END'",
                "CREATE TABLE target (id int, text text)",
                setting.equals("mode=upsert") ? "ALTER TABLE target ADD PRIMARY KEY (id)" : "SELECT 1");
    }

    private static void assertLoadedOnce(String setting) {
        assertThat(DATABASE.queryText(
                        "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || max(length(text)) FROM target"))
                .isEqualTo("600000 600000 " + (10 + filler(setting).length()));
    }

    /** Kills a load at any moment between its first connection and a little later than its end; whether it was. */
    private boolean startAndKill(Path file, String... settings) throws IOException, InterruptedException {
        if (millis == 0) {
            long start = System.nanoTime();
            startAndAwait(file, settings).waitFor();
            millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - connected) + 100;
            System.out.printf("Undisturbed, %d ms, %.1f s with the start%n", millis, (System.nanoTime() - start) / 1e9);
            return false;
        }
        Process process = startAndAwait(file, settings);
        if (process.waitFor(RANDOM.nextInt(millis), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    private Process startAndAwait(Path file, String... settings) throws IOException {
        Process process = Launcher.start(directory, command(file, settings));
        while (process.isAlive() && DATABASE.queryText(SESSIONS).equals("0")) {
            Thread.onSpinWait();
        }
        connected = System.nanoTime();
        return process;
    }

    @Test
    void keepsWhatWasSetAsideOnce() throws IOException, InterruptedException {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE target (id int CHECK (id % 1000 <> 7), text text)");
        Path file = write(filler(""));
        String[] settings = {"atomic=batch", "on_error=reject"};
        for (int i = 0; i < KILLS; i++) {
            startAndKill(file, settings);
        }

        assertThat(Cli.run((Object[]) command(file, settings)).err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || count(DISTINCT id) FROM target"))
                .isEqualTo("599400 599400");
        List<String> ids = Files.readAllLines(directory.resolve("rows.csv.rejected")).stream()
                .filter(line -> line.endsWith(",\"row"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSize(600).allMatch(id -> Integer.parseInt(id) % 1000 == 7);
        assertThat(Files.readAllLines(directory.resolve("rows.csv.reasons.csv")).stream()
                        .filter(line -> line.contains("23514")))
                .hasSize(600);
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

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables, disks, privileges and files that change or end under a load. */
class LoadTableFaultsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int ROWS = 40_000;

    @TempDir
    private Path directory;

    @BeforeEach
    void createTable() {
        DB.execute("DROP TABLE IF EXISTS target", "CREATE TABLE target (id bigint, n bigint, text text)");
    }

    private static String row(int i) {
        return i + "," + i * 3L + ",some text that makes the record longer\n";
    }

    private Path write(String name, int rows) throws IOException {
        var text = new StringBuilder("id,n,text\n");
        for (int i = 0; i < rows; i++) {
            text.append(row(i));
        }
        return Files.writeString(directory.resolve(name), text);
    }

    private static Object[] command(Object file, int port, String... settings) {
        List<Object> command = new ArrayList<>(List.of("load", file, "--into", "target", "--database"));
        command.add("postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(port, DB.database()));
        for (String setting : settings) {
            Collections.addAll(command, "--set", setting);
        }
        return command.toArray();
    }

    private static String rows() {
        return DB.queryText("SELECT count(*) || ' ' || coalesce(sum(n::numeric), 0) FROM target");
    }

    /** Loads from standard input, and does something when the columns are settled and rows are still to come. */
    private Outcome load(String settings, String... inBetween) throws Exception {
        InputStream before = System.in;
        try (var in = new PipedInputStream(1 << 16)) {
            System.setIn(in);
            CompletableFuture<Outcome> outcome;
            try (var out = new PipedOutputStream(in)) {
                outcome = CompletableFuture.supplyAsync(() -> Cli.run(command("-", DB.port(), settings)));
                out.write("id,n,text\n".getBytes(StandardCharsets.UTF_8));
                // More than what is read to learn the header, and less than a block.
                send(out, 0, ROWS / 2);
                awaitEncoders();
                DB.execute(inBetween);
                send(out, ROWS / 2, ROWS);
            }
            return outcome.get();
        } finally {
            System.setIn(before);
        }
    }

    private static void send(PipedOutputStream out, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            out.write(row(i).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What each of them asks the catalog first was asked. */
    private static void awaitEncoders() {
        String asked =
                "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = '%s' AND application_name = 'dromedary'"
                                .formatted(DB.database())
                        + " AND state = 'idle' AND query LIKE '%base.modifier%'";
        while (!DB.queryText(asked).equals("t")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTypeOfTheSameSizeIsNotTakenForAnother() throws Exception {
        Outcome outcome = load(
                "import_settings.atomic=file",
                "ALTER TABLE target ALTER n TYPE float8, ALTER id TYPE timestamp USING NULL");

        assertThat(outcome.err())
                .contains("public.target was altered while it was loaded: its column \"id\" was bigint and is"
                        + " timestamp without time zone now. Load the file again");
        assertThat(rows()).isEqualTo("0 0");
    }

    @Test
    void rowsAreNotSetAsideForWhatTheTableDoesSince() throws Exception {
        Outcome outcome = load("import_settings.on_error=reject", "ALTER TABLE target ALTER n TYPE int");

        assertThat(outcome.err()).contains("column \"n\" was bigint and is integer now");
        assertThat(rows()).isEqualTo("0 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "atomic=file | ALTER TABLE target DROP n | column \"n\" of relation \"target\" does not exist",
                "atomic=file | DROP TABLE target | public.target",
                "mode=replace | ALTER TABLE target ADD more int | public.target was altered while it was loaded, so it"
                        + " was not replaced. Load the file again",
                "mode=replace | ALTER TABLE target ADD CHECK (n >= 0) | so it was not replaced",
                "mode=replace | DROP TABLE target | public.target",
            })
    void aTableThatIsAlteredEndsTheLoadInWords(String setting, String statement, String message) throws Exception {
        Outcome outcome = load("import_settings." + setting, statement);

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains(message).doesNotContain("\tat ");
        DB.execute("DROP TABLE IF EXISTS target", "CREATE TABLE target (id bigint, n bigint, text text)");
        assertThat(rows()).isEqualTo("0 0");
        assertThat(DB.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE '\\_dromedary%'"))
                .isEqualTo("0");
    }

    @Test
    void aColumnThatIsAddedGetsItsDefault() throws Exception {
        Outcome outcome = load("import_settings.atomic=file", "ALTER TABLE target ADD more int DEFAULT 7");

        assertThat(outcome.err()).isEmpty();
        assertThat(DB.queryText("SELECT count(*) || ' ' || sum(more) FROM target"))
                .isEqualTo(ROWS + " " + ROWS * 7);
    }

    @Test
    void aTableThatIsLockedIsNotWaitedForWithoutEnd() throws Exception {
        Path file = write("rows.csv", 10);
        try (Connection other = DB.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE target IN ACCESS EXCLUSIVE MODE");
            for (String mode : List.of("mode=append", "mode=replace")) {
                Outcome outcome = Cli.run(command(
                        file, DB.port(), "import_settings." + mode, "database.properties.options=-c lock_timeout=200"));
                assertThat(outcome.err())
                        .contains(
                                "public.target: canceling statement due to lock timeout. Another session has locked it"
                                        + " (ALTER, VACUUM FULL, a transaction left open ...), and did"
                                        + " not let go in time."
                                        + " End that session, or try again");
            }
        }
        assertThat(Cli.run(command(file, DB.port())).err()).isEmpty();
    }

    @Test
    void whatTheUserMayNotDoIsNamed() throws IOException {
        DB.createRole("nobody_much", "secret");
        DB.execute(
                "CREATE SCHEMA IF NOT EXISTS dromedary",
                "CREATE SCHEMA hidden",
                "CREATE TABLE hidden.target (id bigint, n bigint, text text)");
        Path file = write("rows.csv", 17);
        assertThat(Cli.run(command(write("first.csv", 5), DB.port())).err()).isEmpty();
        DB.execute(
                "GRANT USAGE, CREATE ON SCHEMA dromedary TO nobody_much",
                "GRANT ALL ON ALL TABLES IN SCHEMA dromedary TO nobody_much");
        String url = "postgresql://nobody_much:%s@127.0.0.1:%d/%s";
        for (String table : List.of("target", "hidden.target")) {
            Outcome outcome = Cli.run(
                    "load", file, "--into", table, "--database", url.formatted("secret", DB.port(), DB.database()));
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err())
                    .contains("permission denied for")
                    .contains("User \"nobody_much\" needs USAGE on the schema and INSERT on the table")
                    .contains("TO \"nobody_much\"; GRANT INSERT ON ");
        }
        Outcome outcome = Cli.run(
                "load", file, "--into", "target", "--database", url.formatted("wrong", DB.port(), DB.database()));
        assertThat(outcome.err())
                .contains("refused user \"nobody_much\" with this password")
                .doesNotContain("wrong");
    }

    @Test
    void rejectedRecordsThatCannotBeKeptLoadNothing() throws IOException {
        Path file = write("rows.csv", 10);
        Files.writeString(file, "x,1,bad\n", StandardOpenOption.APPEND);
        for (String atomic : List.of("file", "batch")) {
            Files.createSymbolicLink(directory.resolve("rows.csv.rejected"), Path.of("/dev/full"));
            Object[] command =
                    command(file, DB.port(), "import_settings.on_error=reject", "import_settings.atomic=" + atomic);

            Outcome outcome = Cli.run(command);

            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.err())
                    .contains("rows.csv.rejected: rejected records cannot be set aside: java.io.IOException:"
                            + " No space left")
                    .contains("Nothing was committed without them");
            assertThat(rows()).isEqualTo("0 0");
            Files.delete(directory.resolve("rows.csv.rejected"));
        }
        Outcome nowhere = Cli.run(command(
                file,
                DB.port(),
                "import_settings.on_error=reject",
                "import_settings.reject_directory=" + directory.resolve("none")));
        assertThat(nowhere.err()).contains("cannot be set aside: java.nio.file.NoSuchFileException");
        assertThat(rows()).isEqualTo("0 0");
    }

    @ParameterizedTest
    @CsvSource({
        "grow, the file was changed while it was read. Nothing of it was loaded",
        "shrink, the file was changed",
        "delete, cannot be read"
    })
    void aFileThatChangesMeanwhileIsNotLoaded(String change, String message) throws Exception {
        Path file = write("rows.csv", 1000);
        CompletableFuture<Outcome> load;
        try (Connection other = DB.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE target IN ACCESS EXCLUSIVE MODE");
            load = CompletableFuture.supplyAsync(() -> Cli.run(command(file, DB.port())));
            InboxServer.await("the lock", () -> DB.queryText("SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d"
                            + " ON d.oid = l.database WHERE d.datname = current_database() AND NOT l.granted")
                    .equals("1"));
            change(file, change);
            other.rollback();
        }

        assertThat(load.get().err()).contains(message);
        assertThat(rows()).isEqualTo("0 0");
    }

    private static void change(Path file, String change) {
        try {
            if (change.equals("delete")) {
                Files.delete(file);
            } else {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                if (change.equals("grow")) {
                    Files.write(file, bytes);
                    Files.write(file, bytes, StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDiskThatIsFullLoadsNothing() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=3m,mode=0777", "tmpfs", disk.toString()))
                .as("may mount")
                .isZero();
        try {
            for (Path parent = disk; parent != null; parent = parent.getParent()) {
                run("chmod", "o+x", parent.toString());
            }
            String owner = DB.queryText("SELECT setting FROM pg_settings WHERE name = 'data_directory'");
            run("chown", "--reference=" + owner, disk.toString());
            DB.execute(
                    "CREATE TABLESPACE small LOCATION '%s'".formatted(disk), "ALTER TABLE target SET TABLESPACE small");

            Outcome outcome = Cli.run(command(write("rows.csv", ROWS * 2), DB.port()));

            assertThat(outcome.err())
                    .contains("No space left on device")
                    .contains("The disk of the server is full: make room there, and load it again");
            assertThat(rows()).isEqualTo("0 0");
            DB.execute("DROP TABLE target", "DROP TABLESPACE small");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aMergeNamesTheTableThatItIsFor() throws IOException, SQLException {
        DB.execute("ALTER TABLE target ADD PRIMARY KEY (id), ADD CONSTRAINT positive CHECK (n > 0)");
        Path file = write("rows.csv", 3);

        Outcome outcome = Cli.run(command(file, DB.port(), "import_settings.mode=upsert"));

        assertThat(outcome.err())
                .contains("line 2: new row for relation \"target\" violates check constraint \"positive\"")
                .doesNotContain("staging_");
    }
}

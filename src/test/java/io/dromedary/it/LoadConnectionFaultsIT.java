package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.load.Loader;
import io.dromedary.settings.NamedConnections;
import io.dromedary.testing.TcpProxy;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connections of a load break at any answer of the server, that to the commit too. What a load says then is true: a
 * failure that another try may cure has loaded nothing, and what is said to be loaded is there once.
 */
class LoadConnectionFaultsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int ROWS = 60_000;
    /** Of the answers before the last ones, so many are left out. With 1, the connection breaks at each. */
    private static final int STEP = Integer.getInteger("dromedary.cut-step", 40);
    /** Tables are dropped at about so many places. */
    private static final int DROPS = 12;

    /** The last answers are those to the commit and what is around it. */
    private static final int LAST = 12;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("rows.csv");
        var text = new StringBuilder("id,text\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i).append(",some text that makes the record as long as records are\n");
        }
        Files.writeString(file, text);
    }

    private static void createTable(String setting) {
        DB.execute(
                "SET synchronous_commit TO on",
                "DROP TABLE IF EXISTS target",
                "DO 'BEGIN DELETE FROM dromedary.loaded_file; DELETE FROM dromedary.load_batch;"
                        + " EXCEPTION WHEN undefined_table OR invalid_schema_name THEN END'",
                setting.contains("create_table") ? "SELECT 1" : "CREATE TABLE target (id int PRIMARY KEY, text text)");
    }

    private Optional<DromedaryException> load(int port, String setting, boolean isForced) {
        Map<String, String> values = Map.of(
                "database.url",
                "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(port, DB.database()),
                "import_settings.into",
                "target",
                "import_settings." + setting.substring(0, setting.indexOf('=')),
                setting.substring(setting.indexOf('=') + 1),
                "import_settings.force",
                String.valueOf(isForced));
        LoadRequest request =
                new LoadRequestReader(directory, NamedConnections.NONE).read("test", "{}", List.of(file), values);
        try {
            new Loader(LoadListener.SILENT).load(request);
            return Optional.empty();
        } catch (DromedaryException e) {
            return Optional.of(e);
        }
    }

    private static String rows() {
        return DB.queryText("SELECT to_regclass('target') IS NULL").equals("t")
                ? "0 0"
                : DB.queryText("SELECT count(*) || ' ' || count(DISTINCT id) FROM target");
    }

    private static void assertTrue(String setting, Optional<DromedaryException> failure, String where) {
        String whole = "%d %d".formatted(ROWS, ROWS);
        if (failure.isEmpty()) {
            assertThat(rows()).as(where).isEqualTo(whole);
            return;
        }
        DromedaryException e = failure.get();
        String message = String.valueOf(e.getMessage());
        assertThat(e.category()).as(where + message).isIn(FailureCategory.DESTINATION, FailureCategory.SOURCE);
        assertThat(message).as(where).doesNotContain("null");
        if (setting.equals("atomic=batch")) {
            return;
        } else if (message.contains("may be loaded or not")) {
            assertThat(e.isRetryable()).as(where).isFalse();
            assertThat(rows()).as(where).isIn("0 0", whole);
        } else {
            assertThat(rows()).as(where + message).isEqualTo("0 0");
        }
    }

    private static String tablesLeft() {
        return DB.queryText("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^(_dromedary|staging)_'");
    }

    private static IntStream places(int reads) {
        return IntStream.concat(
                IntStream.iterate(1, n -> n < reads - LAST, n -> n + STEP),
                IntStream.rangeClosed(Math.max(1, reads - LAST), reads));
    }

    @Test
    void aConnectionThatIsCutWhileTheSchemaIsMade() throws IOException {
        for (int n = 1; n < 80; n += STEP) {
            DB.execute("DROP SCHEMA IF EXISTS dromedary CASCADE");
            createTable("atomic=file");
            try (var proxy = TcpProxy.cutting(DB.port(), n)) {
                assertTrue("atomic=file", load(proxy.port(), "atomic=file", true), "cut at answer %d: ".formatted(n));
            }
            assertThat(load(DB.port(), "atomic=file", false)).as("after %d", n).isEmpty();
            assertThat(rows()).as("loaded again after %d", n).isEqualTo("%d %d".formatted(ROWS, ROWS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic=file", "mode=replace", "mode=upsert", "create_table=if_missing", "atomic=batch"})
    void aConnectionThatIsCutAtAnyAnswer(String setting) throws IOException {
        int reads = reads(setting);
        List<String> ends = new ArrayList<>();
        for (int n : places(reads).toArray()) {
            createTable(setting);
            try (var proxy = TcpProxy.cutting(DB.port(), n)) {
                // Forced, it would be there twice where it is tried again without need.
                Optional<DromedaryException> failure = load(proxy.port(), setting, true);
                assertTrue(setting, failure, "cut at answer %d of %d: ".formatted(n, reads));
                ends.add(failure.map(e -> e.isRetryable() ? "-" : "?").orElse("+"));
            }
            assertThat(load(DB.port(), setting, false)).as("after %d", n).isEmpty();
            assertThat(rows()).as("loaded again after %d", n).isEqualTo("%d %d".formatted(ROWS, ROWS));
        }
        System.out.printf("%s: %d answers: %s%n", setting, reads, String.join("", ends));
        assertThat(ends).contains("-", "+");
        createTable(setting);
        assertThat(load(DB.port(), setting, false)).isEmpty();
        assertThat(tablesLeft()).isEqualTo("0");
    }

    private int reads(String setting) throws IOException {
        createTable(setting);
        assertThat(load(DB.port(), setting, true)).isEmpty();
        createTable(setting);
        try (var proxy = new TcpProxy(DB.port(), Integer.MAX_VALUE, () -> {})) {
            assertThat(load(proxy.port(), setting, true)).isEmpty();
            return proxy.reads();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode=replace", "mode=upsert", "create_table=if_missing", "mode=versioned"})
    void theTableWhereRowsWaitIsDropped(String setting) throws IOException {
        int reads = reads(setting);
        List<String> ends = new ArrayList<>();
        for (int n = 1; n < reads; n += Math.max(5, reads / DROPS)) {
            createTable(setting);
            try (var proxy = new TcpProxy(DB.port(), n, LoadConnectionFaultsIT::dropWaitingTables)) {
                Optional<DromedaryException> failure = load(proxy.port(), setting, true);
                assertTrue(setting, failure, "dropped at answer %d: ".formatted(n));
                ends.add(failure.map(DromedaryException::getMessage).orElse("loaded"));
            }
        }
        assertThat(ends).contains("loaded").anyMatch(end -> end.contains("the table is gone where its rows waited"));
    }

    /** Unless somebody uses one just then. */
    private static void dropWaitingTables() {
        DB.execute("SET lock_timeout TO '50ms'", """
                DO $$
                DECLARE waiting regclass;
                BEGIN
                    FOR waiting IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relname ~ '^(_dromedary|staging)_' LOOP
                        EXECUTE 'DROP TABLE ' || waiting;
                    END LOOP;
                EXCEPTION WHEN lock_not_available OR undefined_table THEN
                END $$
                """);
    }

    /** The server takes all its sessions down with one that is killed, and recovers as after a crash. */
    @ParameterizedTest
    @ValueSource(strings = {"atomic=file", "mode=replace", "mode=upsert", "atomic=batch"})
    void aServerThatCrashesAndComesBack(String setting) throws IOException {
        int reads = reads(setting);
        for (int n : new int[] {reads / 2, reads - 7, reads - 4, reads - 2}) {
            createTable(setting);
            var isBack = new CompletableFuture<Boolean>();
            try (var proxy = new TcpProxy(DB.port(), n, () -> isBack.complete(crash()))) {
                Optional<DromedaryException> failure = load(proxy.port(), setting, true);
                assertThat(proxy.reads() < n || isBack.join()).isTrue();
                assertTrue(setting, failure, "crash at answer %d: ".formatted(n));
            }
            assertThat(load(DB.port(), setting, false)).as("after %d", n).isEmpty();
            assertThat(rows()).as("loaded again after %d", n).isEqualTo("%d %d".formatted(ROWS, ROWS));
        }
    }

    private static boolean crash() {
        String victim =
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'dromedary' AND datname = '%s' LIMIT 1"
                        .formatted(DB.database());
        long pid = Long.parseLong(DB.queryText(victim));
        try (Connection witness = DB.connect();
                Statement statement = witness.createStatement()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            while (true) {
                statement.execute("SELECT 1");
            }
        } catch (SQLException e) {
            return awaitServer();
        }
    }

    private static boolean awaitServer() {
        boolean isBack = false;
        while (!isBack) {
            try (Connection connection = DB.connect()) {
                isBack = connection.isValid(1);
            } catch (SQLException e) {
                Thread.onSpinWait();
            }
        }
        return isBack;
    }
}

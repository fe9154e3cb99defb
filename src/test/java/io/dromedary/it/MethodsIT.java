package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever method writes them, the rows are those that COPY would have written. */
class MethodsIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String URL =
            "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
    private static final String TABLE = """
            CREATE TABLE target (
                id int PRIMARY KEY, always int GENERATED ALWAYS AS IDENTITY, label text DEFAULT 'left out' NOT NULL,
                parent int REFERENCES parent, amount numeric(6,2) CHECK (amount <> 13), wide numeric, real4 real,
                real8 double precision, flag boolean, day date, at timestamptz(0), span interval, years interval year,
                minutes interval hour to minute, code varchar(3), fixed char(3), bytes bytea, numbers int[],
                names text[], doc jsonb, key uuid, mood mood, small small_number, spread int4range, bits bit(3),
                pair pair, place point, twice int GENERATED ALWAYS AS (id * 2) STORED, note text,
                later timestamp DEFAULT '2000-01-01')
            """;
    private static final String HEADER = "id,always,parent,amount,wide,real4,real8,flag,day,at,span,years,minutes,code,"
            + "fixed,bytes,numbers,names,doc,key,mood,small,spread,bits,pair,place,note\n";
    private static final String UUID = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";

    @TempDir
    private Path directory;

    @BeforeEach
    void createTable() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS target, parent, simple CASCADE",
                "DROP TYPE IF EXISTS mood, pair",
                "DROP DOMAIN IF EXISTS small_number",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TYPE mood AS ENUM ('so so', 'fine')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN small_number AS smallint CHECK (value < 100)",
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "INSERT INTO parent VALUES (1), (2)",
                TABLE,
                "CREATE TABLE simple (id int PRIMARY KEY, name text)");
    }

    /** Every kind of value; every tenth row is refused, each for another reason. */
    private static String records(int count) {
        var text = new StringBuilder(HEADER);
        for (int i = 1; i <= count; i++) {
            text.append(i % 10 == 5 ? bad(i) : good(i));
        }
        return text.toString();
    }

    private static String good(int id) {
        return switch (id % 5) {
            case 0 -> "%d,%d".formatted(id, id * 7) + ",".repeat(25) + '\n';
            case 1 -> row(id, "1", "9999.994", "1e400", "3.4028235e38", "4.9e-324", "2024-02-29", "plain");
            case 2 ->
                row(id, "2", "-0.005", "-0.00", "-Infinity", "NaN", "infinity", "\"a,\"\"b\"\"\n\tc\\N \\\\ \\.\"");
            case 3 ->
                row(id, "", ".5", "NaN", "1e-45", "0.30000000000000004", "0044-03-15 BC", "\"äöü 🐪 \u0001\u007f\"");
            default -> row(id, "1", "1", "12345678901234567890.123456789", "0", "-0", "Jan 8 1999", "\"\"");
        };
    }

    private static String row(int id, String... values) {
        return String.join(",", Integer.toString(id), Integer.toString(id * 7), values[0], values[1], values[2])
                + ",%s,%s,yes,%s,2024-02-29 12:34:56.5+02,1 day 2:03,%d,1:30,äöü,\"a \",\\x00ff,"
                        .formatted(values[3], values[4], values[5], id % 100)
                + "\"{1,NULL,-3}\",\"{\"\"x \\\"\\\" y\"\",\"\"\\\\\\\\\"\",NULL,\"\"NULL\"\"}\","
                + "\"{\"\"a\"\": [1, null]}\","
                + UUID + ",so so,99,\"[1,5)\",101,\"(7,\"\"x, y\"\")\",\"(1,2)\"," + values[6] + "\n";
    }

    private static String bad(int id) {
        String rest = ",".repeat(24) + "\n";
        return switch (id / 10 % 12) {
            case 0 -> id - 1 + ",0," + rest;
            case 1 -> id + ",0,77" + rest;
            case 2 -> id + ",0,1,13" + rest.substring(1);
            case 3 -> ",0," + rest;
            case 4 -> "x,0," + rest;
            case 5 -> id + ",0,1,99999" + rest.substring(1);
            case 6 -> id + ",0,1,1,1,1,1,t,2024-04-31" + rest.substring(6);
            case 7 -> id + ",0\n";
            case 8 -> row(id, "1", "1", "1", "1", "1", "2024-01-01", "x").replace(",99,", ",100,");
            case 9 -> row(id, "1", "1", "1", "1", "1", "2024-01-01", "x").replace("{1,NULL", "{one");
            case 10 -> row(id, "1", "1", "1", "1", "1", "2024-01-01", "x").replace(",101,", ",1010,");
            default -> row(id, "1", "1", "1", "1", "1", "2024-01-01", "x").replace("so so", "sad");
        };
    }

    private Outcome load(Path file, String table, String... settings) {
        List<Object> command = new ArrayList<>(List.of("load", file, "--into", table, "--database", URL));
        for (String setting : settings) {
            command.addAll(List.of("--set", "import_settings." + setting));
        }
        return Cli.run(command.toArray());
    }

    private static String rows(String table) {
        return DATABASE.queryText(
                "SELECT coalesce(string_agg(t::text, ' ' ORDER BY id), '') FROM %s AS t".formatted(table));
    }

    private record Loaded(String rows, String history, String rejected, String reasons) {}

    private Loaded loaded(String... settings) throws IOException {
        createTable();
        Path file = Files.writeString(directory.resolve("file.csv"), records(600));
        Files.deleteIfExists(directory.resolve("file.csv.rejected"));
        Files.deleteIfExists(directory.resolve("file.csv.reasons.csv"));

        Outcome outcome = load(file, "target", settings);

        assertThat(outcome.err()).isEmpty();
        // That a value does not fit the length of bit(3), an INSERT does not say of a column.
        String reasons =
                Files.readString(directory.resolve("file.csv.reasons.csv")).replace(",\"bits\",", ",\"\",");
        return new Loaded(
                rows("target"),
                DATABASE.queryText("SELECT array_agg((loaded, rejected)) FROM dromedary.loaded_file"),
                Files.readString(directory.resolve("file.csv.rejected")),
                reasons);
    }

    @ParameterizedTest
    @CsvSource({
        "optimized,atomic=file,batch_size=7",
        "optimized,atomic=batch,batch_size=10000",
        "async,atomic=batch,connections=3",
        "async,atomic=file,connections=3",
        "standard,atomic=file,connections=1",
        "auto,atomic=file,dry_run=false"
    })
    void rowsAndRejectionsAreThoseOfCopy(String method, String atomic, String option) throws IOException {
        Loaded expected = loaded("on_error=reject", atomic);
        assertThat(expected.history).as(expected.reasons).isEqualTo("{\"(540,60)\"}");

        Loaded actual = loaded("on_error=reject", "method=" + method, atomic, option);

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"optimized,replace", "async,replace", "standard,replace", "async,upsert", "optimized,insert_new"})
    void modesDoTheSameWithEachMethod(String method, String mode) throws IOException {
        var text = new StringBuilder("id,name\n");
        for (int i = 1; i <= 500; i++) {
            text.append(i).append(",\"name ").append(i).append("\"\n");
        }
        Path file = Files.writeString(directory.resolve("simple.csv"), text);
        DATABASE.execute("INSERT INTO simple VALUES (3, 'old'), (1000, 'old')");
        assertThat(load(file, "simple", "mode=" + mode).err()).isEmpty();
        String expected = rows("simple");

        createTable();
        DATABASE.execute("INSERT INTO simple VALUES (3, 'old'), (1000, 'old')");
        assertThat(load(file, "simple", "mode=" + mode, "method=" + method).err())
                .isEmpty();
        assertThat(rows("simple")).isEqualTo(expected).contains("(500,\"name 500\")");

        assertThat(load(file, "simple", "mode=" + mode).out())
                .as("the method is none of the options that make other rows")
                .contains("already loaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "optimized", "async", "standard"})
    void theFirstRowThatIsRefusedIsNamedAndNothingIsLoaded(String method) throws IOException {
        var text = new StringBuilder("id,name\n");
        for (int i = 1; i <= 500; i++) {
            text.append(i == 400 || i == 450 ? 7 : i).append(",x\n");
        }
        Path file = Files.writeString(directory.resolve("simple.csv"), text);

        Outcome outcome = load(file, "simple", "method=" + method);

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err())
                .contains("simple.csv: line 401", "duplicate key value violates unique constraint \"simple_pkey\"")
                .contains("Key (id)=(7) already exists");
        assertThat(rows("simple")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "optimized", "async", "standard"})
    void rowsThatATriggerLeavesOutAreNotCounted(String method) throws IOException {
        DATABASE.execute(
                "CREATE OR REPLACE FUNCTION odd() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN IF new.id % 2 = 0 THEN RETURN NULL; END IF; RETURN new; END $$",
                "CREATE TRIGGER odd BEFORE INSERT ON simple FOR EACH ROW EXECUTE FUNCTION odd()");
        Path file = Files.writeString(directory.resolve("simple.csv"), "id,name\n1,a\n2,b\n3,\n4,d\n5,\"\"\n");

        Outcome outcome = load(file, "simple", "method=" + method);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("3 rows into public.simple");
        assertThat(rows("simple")).isEqualTo("(1,a) (3,) (5,\"\")");
    }

    @ParameterizedTest
    @CsvSource({"optimized,10", "async,10", "standard,500"})
    void theDriverMakesOneStatementOfManyRows(String method, int statementsMax) throws IOException {
        DATABASE.execute(
                "DROP TABLE IF EXISTS statements",
                "CREATE TABLE statements (id int)",
                "CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO statements VALUES (1); RETURN NULL; END $$",
                "CREATE TRIGGER note AFTER INSERT ON simple FOR EACH STATEMENT EXECUTE FUNCTION note()");
        var text = new StringBuilder("id,name\n");
        for (int i = 1; i <= 500; i++) {
            text.append(i).append(",x\n");
        }
        Path file = Files.writeString(directory.resolve("simple.csv"), text);

        assertThat(load(file, "simple", "method=" + method).out()).contains("500 rows");

        int statements = Integer.parseInt(DATABASE.queryText("SELECT count(*) FROM statements"));
        assertThat(statements).isBetween(statementsMax == 500 ? 500 : 1, statementsMax);
    }

    @Test
    void whatAnInsertWouldDoInAnotherWayIsRefused() throws IOException {
        DATABASE.execute("CREATE RULE r AS ON INSERT TO simple DO ALSO SELECT 1");
        Path file = Files.writeString(directory.resolve("simple.csv"), "id,name\n1,a\n");

        assertThat(load(file, "simple", "method=optimized").err())
                .contains("public.simple: has rules for INSERT, which COPY does not follow, so the rows would differ."
                        + " Use method: copy");
        assertThat(load(file, "simple", "method=copy").err()).isEmpty();

        DATABASE.execute("CREATE TABLE target_years (id int, y interval year[])");
        Path years = Files.writeString(directory.resolve("years.csv"), "id,y\n1,{1}\n");
        assertThat(load(years, "target_years", "method=standard").err())
                .contains("column \"y\" has intervals with fields in arrays, which an INSERT reads in another way");
        DATABASE.execute("DROP TABLE target_years");
    }

    @Test
    void aBatchSizeIsForBatchesOfInserts() throws IOException {
        Path file = Files.writeString(directory.resolve("simple.csv"), "id,name\n1,a\n");

        Outcome outcome = load(file, "simple", "batch_size=10");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("batch_size is for the methods optimized, async and auto");
        assertThat(load(file, "simple", "method=optimised").err()).contains("did you mean optimized?");
    }

    @ParameterizedTest
    @CsvSource({
        "copy,atomic=file,on_error=fail",
        "copy,atomic=file,on_error=reject",
        "optimized,atomic=file,on_error=fail",
        "optimized,atomic=batch,on_error=reject"
    })
    void aBatchThatADeadlockEndsIsWrittenAgain(String method, String atomic, String onError) throws Exception {
        DATABASE.execute("ALTER DATABASE %s SET deadlock_timeout TO '1s'".formatted(DATABASE.database()));
        Path file = Files.writeString(directory.resolve("simple.csv"), "id,name\n1,a\n2,b\n3,c\n");
        try (Connection other = DATABASE.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET deadlock_timeout TO '1h'");
            statement.execute("INSERT INTO simple VALUES (2, 'other')");
            CompletableFuture<Outcome> load = CompletableFuture.supplyAsync(
                    () -> load(file, "simple", "method=" + method, atomic, onError, "connections=1"));
            awaitWaiting(statement);
            // The load has 1 and waits for 2; now each waits for the other, and the load is the one to be ended.
            statement.execute("INSERT INTO simple VALUES (1, 'other')");
            other.rollback();
            Outcome outcome = load.get(60, TimeUnit.SECONDS);

            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).contains("3 rows into public.simple");
        }
        assertThat(rows("simple")).isEqualTo("(1,a) (2,b) (3,c)");
        assertThat(DATABASE.queryText("SELECT deadlocks > 0 FROM pg_stat_database WHERE datname = current_database()"))
                .isEqualTo("t");
    }

    private static void awaitWaiting(Statement statement) throws SQLException, InterruptedException {
        String sql = "SELECT 1 FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted";
        for (int i = 0; i < 3000; i++) {
            try (var rows = statement.executeQuery(sql)) {
                if (rows.next()) {
                    return;
                }
            }
            // There is no signal to wait for.
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("The load never waited");
    }

    @Test
    void aPlanShowsTheRowsAndWhatIsRecommendedForThem() throws IOException {
        Path file = Files.writeString(directory.resolve("simple.csv"), "id,name\n1,a\n2,b\n\n3,c\n");

        Outcome outcome = Cli.run("load", file, "--into", "simple", "--database", URL, "--plan", "--method", "auto");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("rows: 3", "method: optimized, batch_size: 1000, connections: 1")
                .contains("recommended: method: optimized, batch_size: 1000, connections: 1", "COPY, the default, is");
        assertThat(rows("simple")).isEmpty();
    }
}

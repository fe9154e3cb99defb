package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code verify --against} finds in copies of a database that was exported, each with another change. */
class DifferencesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final AtomicInteger COPIES = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static Path location;

    @BeforeAll
    static void export() {
        DB.execute(
                "CREATE TABLE orders (id int NOT NULL, total numeric(10,2), note text, due date, done boolean,"
                        + " rate double precision, tags text[], secret bytea)",
                "INSERT INTO orders SELECT i, i * 1.25, nullif('note ' || i % 50, 'note 7'),"
                        + " date '2024-01-01' + i % 300, i % 3 = 0, i / 8.0, ARRAY['a', i::text],"
                        + " decode(md5(i::text), 'hex')"
                        + " FROM generate_series(1, 3000) i",
                "UPDATE orders SET note = '' WHERE id = 20",
                "VACUUM FULL ANALYZE orders");
        JobFile job = new JobFile(directory, DB)
                .setting("chunk_size", 1000)
                .threads("chunk_workers", 3)
                .entry(Map.of("schema", "public", "table", "orders", "where_clause", "id <> 2999"));
        assertThat(Cli.run("run", "--quiet", job.write()).exitCode()).isZero();
        location = job.exports();
    }

    /** A copy block by block. */
    private static TestPostgres copy() {
        var copy = new TestPostgres(DB.port(), "%s_copy_%d".formatted(DB.database(), COPIES.incrementAndGet()));
        new TestPostgres(DB.port(), "postgres")
                .execute("CREATE DATABASE %s TEMPLATE %s".formatted(copy.database(), DB.database()));
        return copy;
    }

    private static Cli.Outcome verify(TestPostgres against, String... options) {
        String url = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(against.port(), against.database());
        return options.length == 0
                ? Cli.run("verify", "--against", url, location)
                : Cli.run("verify", "--against", url, options[0], location);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            total = 5 WHERE id = 4                     | -
            total = 5.01 WHERE id = 4                  | column total has sum
            total = NULL WHERE id = 4                  | column total has nulls 0 in the files, 1 in the database
            note = NULL WHERE id = 20                  | column note has nulls
            note = '' WHERE id = 7                     | column note has nulls
            note = 'note X' WHERE id = 8               | maximum note 9 in the files, note X in the database
            due = '1999-12-31' WHERE id = 8            | minimum 2024-01-01 in the files, 1999-12-31 in the database
            due = 'infinity' WHERE id = 8              | maximum 2024-10-26 in the files, infinity in the database
            done = NOT done WHERE id = 8               | column done has sum
            rate = 1e300 WHERE id = 8                  | in the files, 1.0E300 in the database
            secret = secret %% 'x'::bytea WHERE id = 8 | column secret has sum
            """)
    void aChangedValueIsFoundByCountsBoundsAndSums(String change, String difference) {
        TestPostgres copy = copy();
        copy.execute("UPDATE orders SET " + change.replace("%%", "||"));

        Cli.Outcome outcome = verify(copy);

        // A row that is written again lies elsewhere, but is the same.
        boolean isSame = difference.equals("-");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(isSame ? 0 : 6);
        assertThat(outcome.out()).contains(isSame ? "rows lie in other chunks there now" : difference);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            UPDATE orders SET rate = 3.0000001 WHERE id = 24                                   | column rate has hash
            UPDATE orders SET tags = '{a,X}' WHERE id = 24                                     | column tags has hash
            UPDATE orders SET secret = decode(md5('x'), 'hex') WHERE id = 24                   | column secret has hash
            DELETE FROM orders WHERE id = 24                                                   | rows in the files
            INSERT INTO orders SELECT * FROM orders WHERE id = 24                              | rows in the files
            UPDATE orders SET note = concat('note ', 43 - id) WHERE id IN (21, 22)             | rows of other values
            UPDATE orders SET note = CASE id WHEN 20 THEN NULL ELSE '' END WHERE id IN (7, 20) | rows of other values
            INSERT INTO orders SELECT (orders).* FROM orders WHERE id = 2999                   | -
            """)
    void everyChangeOfARowIsFoundByHashes(String change, String difference) {
        TestPostgres copy = copy();
        copy.execute(change);

        Cli.Outcome outcome = verify(copy, "--full");

        boolean isSame = difference.equals("-");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(isSame ? 0 : 6);
        assertThat(outcome.out()).contains(isSame ? "the same as" : difference);
    }

    @Test
    void aDifferenceSaysSinceWhenTheDatabaseMayHaveMovedOn() throws IOException {
        TestPostgres copy = copy();
        assertThat(verify(copy, "--full").out())
                .containsPattern(
                        "ok +public.orders .*\\R  the same as 127.0.0.1:\\d+/%s now: every value and row of 3 chunk"
                                .formatted(copy.database()));
        copy.execute("DELETE FROM orders WHERE id = 1");
        JsonNode manifest = new ObjectMapper()
                .readTree(
                        location.resolve("public_orders/_export_metadata.json").toFile());

        Cli.Outcome outcome = verify(copy);

        assertThat(outcome.out())
                .startsWith("DIFFERS  public.orders")
                .contains("not the same as 127.0.0.1:%d/%s now, which may have moved on since snapshot %s of %s"
                        .formatted(
                                copy.port(),
                                copy.database(),
                                manifest.at("/snapshot").asText(),
                                manifest.at("/runs/0/evidence/snapshot_time").asText()))
                .contains("chunk 1 differs: 990 rows in the files, 989 in the database. To have its present state");
    }

    @Test
    void aTableThatIsGoneOrAlteredIsADifference() {
        TestPostgres altered = copy();
        altered.execute("ALTER TABLE orders ALTER total TYPE text");
        assertThat(verify(altered).out())
                .contains("cannot be compared: ", "function round(text, integer) does not exist");
        TestPostgres gone = copy();
        gone.execute("DROP TABLE orders");
        Cli.Outcome outcome = verify(gone);
        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out()).contains("cannot be compared: ", "relation \"public.orders\" does not exist");
    }

    @Test
    void nothingIsRunForATableThatIsDamaged() throws IOException {
        Path copy = directory.resolve("damaged/public_orders");
        Files.createDirectories(copy);
        for (String name : List.of("part_0001.parquet", "_export_metadata.json")) {
            Files.copy(location.resolve("public_orders").resolve(name), copy.resolve(name));
        }
        Path manifest = copy.resolve("_export_metadata.json");
        Files.writeString(manifest, Files.readString(manifest).replace("SELECT ", "SELECT pg_sleep(1), "));
        String url = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DB.port(), DB.database());
        Cli.Outcome outcome = Cli.run("verify", "--against", url, "--json", copy);
        assertThat(outcome.out()).contains("changed_manifest", "\"comparison\":null");
    }

    @Test
    void columnsThatAPolicyHasChangedAreNotCompared() {
        TestPostgres copy = copy();
        copy.execute("UPDATE orders SET due = 'infinity' WHERE id = 3");
        JobFile job = new JobFile(directory.resolve("policy"), copy)
                .setting("special_values", "null")
                .table("orders");
        assertThat(Cli.run("run", "--quiet", job.write()).exitCode()).isZero();

        Cli.Outcome outcome = Cli.run("verify", "--against", job.write(), "--full", job.exports());

        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("not compared: due: a policy of the job has replaced some of its values");
    }

    @Test
    void filesOfThePortableRouteAreComparedWithPostgresqlToo() {
        JobFile job = new JobFile(directory.resolve("portable"), DB.url(), "postgres", "postgres")
                .entry(Map.of("name", "some", "query", "select id, total, note, due, done, rate from orders"));
        assertThat(Cli.run("run", "--quiet", job.write()).exitCode()).isZero();

        String url = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DB.port(), DB.database());
        Cli.Outcome outcome = Cli.run("verify", "--against", url, "--full", job.exports());

        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(Cli.run("verify", "--against", job.write(), job.exports()).err())
                .contains("only a database of type postgresql can be compared with");
    }

    @Test
    void whatIsNoDatabaseIsRefused() {
        assertThat(Cli.run("verify", "--full", location).err()).contains("--full needs --against");
        assertThat(Cli.run("verify", "--against", "warehouse", location).err())
                .contains("connection is \"warehouse\", which application.properties does not have");
        Cli.Outcome outcome = Cli.run("verify", "--against", "postgresql://u:p4ss@127.0.0.1:1/x", location);
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).contains("nothing accepts connections there").doesNotContain("p4ss");
    }
}

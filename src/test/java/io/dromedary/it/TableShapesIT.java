package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableShapesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's \"quoted\"",
                "with spaces  and trailing ",
                "dots.in.it",
                "a/slash\\and back",
                "..",
                ".",
                "../../../../etc/escape",
                "🐪 caravan",
                "Ünïcödé",
                "percent%2Fencoded",
                "x12345678901234567890123456789012345678901234567890123456789012",
                "line\nbreak\ttab",
                "*",
                "$(touch /tmp/x);--",
            })
    void aTableOfAnyName(String name) throws IOException {
        String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
        DB.execute("CREATE SCHEMA IF NOT EXISTS odd", "DROP TABLE IF EXISTS odd." + quoted);
        DB.execute("CREATE TABLE odd.%s (%s int, \"a b\" text)"
                .formatted(quoted, quoted.equals("\"a b\"") ? "x" : quoted));
        DB.execute("INSERT INTO odd.%s VALUES (1, 'one'), (2, NULL)".formatted(quoted));

        Outcome outcome = Cli.run(
                "run", "--quiet", new JobFile(directory, DB).entry(entry(name)).write());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        Path published = onlyTable(directory.resolve("exports"));
        assertThat(published.getParent()).isEqualTo(directory.resolve("exports"));
        assertThat(DuckDb.query("select * from " + DuckDb.files(published) + " order by 1"))
                .containsExactly("1|one", "2|null");
        var manifest = new ObjectMapper()
                .readTree(published.resolve("_export_metadata.json").toFile());
        assertThat(manifest.get("table_name").asText()).isEqualTo("odd." + name);
        DB.execute("DROP TABLE odd." + quoted);
    }

    /** A name with a wildcard in it can only be written as a pattern that matches it. */
    private static Map<String, Object> entry(String name) {
        return Map.of("schema", "odd", "table", name);
    }

    @Test
    void aThousandColumns() {
        String columns = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> "c%d int".formatted(i))
                .collect(Collectors.joining(","));
        String values = IntStream.rangeClosed(1, 1000).mapToObj(i -> "i * " + i).collect(Collectors.joining(","));
        DB.execute(
                "CREATE TABLE wide (%s)".formatted(columns),
                "INSERT INTO wide SELECT %s FROM generate_series(1, 3000) i".formatted(values));

        assertThat(Cli.run("run", "--quiet", job().table("wide").write()).exitCode())
                .isZero();

        assertThat(DuckDb.query("select count(*), sum(c1), sum(c1000) from " + DuckDb.files(published("public_wide"))))
                .containsExactly("3000|4501500|4501500000");
    }

    @Test
    void noRows() {
        DB.execute("CREATE TABLE empty (id bigint NOT NULL, name text)");

        assertThat(Cli.run("run", "--quiet", job().table("empty").write()).exitCode())
                .isZero();

        assertThat(DuckDb.count(published("public_empty"))).isZero();
        assertThat(DuckDb.query("describe select * from " + DuckDb.files(published("public_empty"))))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("id|BIGINT");
    }

    @Test
    void aRowOfAHundredMegabytes() {
        DB.execute(
                "CREATE TABLE huge (id int, body text)",
                "INSERT INTO huge VALUES (1, 'small'), (2, repeat('0123456789', 10000000)), (3, NULL)");

        Outcome outcome = Cli.run("run", "--quiet", job().table("huge").write());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(DuckDb.query("select id, length(body), md5(body) from " + DuckDb.files(published("public_huge"))
                        + " order by 1"))
                .isEqualTo(expected("select id, length(body), md5(body) from huge order by 1"));
    }

    @Test
    void valuesLargerThanARowGroup() {
        DB.execute(
                "CREATE TABLE fat (id int, body bytea)",
                "INSERT INTO fat SELECT i, convert_to((SELECT string_agg(md5((i * j)::text), '') "
                        + "FROM generate_series(1, 60000) j), 'UTF8') FROM generate_series(1, 60) i");

        Outcome outcome = Cli.run(
                "run",
                "--quiet",
                job().setting("compression", "none").table("fat").write());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(DuckDb.query("select id, octet_length(body), md5(body) from " + DuckDb.files(published("public_fat"))
                        + " order by 1"))
                .isEqualTo(expected("select id, octet_length(body), md5(body) from fat order by 1"));
    }

    @Test
    void aThousandTables() throws IOException {
        var db = TestPostgres.createDatabase();
        db.execute("DO $$ BEGIN FOR i IN 1..1000 LOOP "
                + "EXECUTE format('CREATE TABLE t%s AS SELECT %s AS id', i, i); END LOOP; END $$");

        Outcome outcome =
                Cli.run("run", "--quiet", new JobFile(directory, db).table("*").write());

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        try (Stream<Path> tables = Files.list(directory.resolve("exports"))) {
            assertThat(tables.filter(path -> path.getFileName().toString().startsWith("public_t")))
                    .hasSize(1000);
        }
        assertThat(DuckDb.query("select sum(id) from read_parquet('%s/public_t*/*.parquet')"
                        .formatted(directory.resolve("exports"))))
                .containsExactly("500500");
    }

    private static List<String> expected(String sql) {
        try (var connection = DB.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return DuckDb.texts(rows);
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private Path published(String name) {
        return directory.resolve("exports").resolve(name);
    }

    private static Path onlyTable(Path exports) throws IOException {
        try (Stream<Path> tables = Files.list(exports)) {
            List<Path> seen = tables.filter(
                            path -> !path.getFileName().toString().equals(".temp")
                                    && !path.getFileName().toString().equals(".archive"))
                    .toList();
            assertThat(seen).hasSize(1);
            return seen.get(0);
        }
    }
}

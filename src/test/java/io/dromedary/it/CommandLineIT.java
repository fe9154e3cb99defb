package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands: what they print, and their exit codes. */
class CommandLineIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE orders (id int NOT NULL, total numeric(10,2), note text)",
                "INSERT INTO orders SELECT i, i * 1.25, 'order ' || i FROM generate_series(1, 1000) i",
                "CREATE TABLE odd (i int, place point)",
                "ANALYZE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "run", "plan", "inspect", "verify", "ddl", "serve", "version", "generate-completion"})
    void everyCommandExplainsItself(String command) {
        Cli.Outcome outcome = Cli.run(command, "--help");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: dromedary " + command).contains("--verbose");
        assertThat(Cli.run("help", command).out()).isEqualTo(outcome.out());
        assertThat(Cli.run("--help").out()).containsPattern("(?m)^  " + command + " ");
    }

    @Test
    void noCommandShowsWhichThereAre() {
        Cli.Outcome outcome = Cli.run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("Say what to do", "Usage: dromedary", "Exit codes:");
    }

    @Test
    void aWrongCommandLineEndsWithTwo() {
        assertThat(Cli.run("inspct").exitCode()).isEqualTo(2);
        assertThat(Cli.run("inspct").err()).contains("Did you mean: dromedary inspect");
        assertThat(Cli.run("run").err()).contains("Missing required parameter: 'JOB'");
        assertThat(Cli.run("run", "--colour", "x").exitCode()).isEqualTo(2);
    }

    @Test
    void completesInTheShell() {
        assertThat(Cli.run("generate-completion").out()).contains("complete -F _complete_dromedary", "--quiet");
    }

    @Test
    void saysItsVersion() {
        String version = Cli.run("version").out();
        assertThat(version).matches("Dromedary \\S+, Java \\d+\\S*\\R");
        assertThat(Cli.run("--version").out()).isEqualTo(version);
    }

    @Test
    void planTellsWhatWillHappenAndTouchesNothing() throws IOException {
        Path job = job().table("orders")
                .entry(Map.of("name", "big", "query", "select id from orders where total > 1000"))
                .write();

        Cli.Outcome outcome = Cli.run("plan", job);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("""
                test: 2 tables of 127.0.0.1:%d/%s (PostgreSQL 17.""".formatted(DB.port(), DB.database()));
        assertThat(outcome.out()).contains("of memory for their row groups").endsWith("""

                public.orders (table) -> public_orders/
                  about 1,000 rows, 88.0 KiB
                  whole_table: 1 chunk, 1 at once: about 1,000 rows fit one chunk
                    id     integer        ->  INT32 not null
                    total  numeric(10,2)  ->  INT64 DECIMAL(10,2)
                    note   text           ->  BYTE_ARRAY STRING

                query.big (query) -> query_big/
                  rows unknown
                  whole_table: 1 chunk, 1 at once: a query cannot be addressed by blocks
                    id  integer  ->  INT32
                """);
        JsonNode json =
                new ObjectMapper().readTree(Cli.run("plan", "--json", job).out());
        assertThat(json.at("/tables/0/columns/1/parquet_type").asText()).isEqualTo("INT64 DECIMAL(10,2)");
        assertThat(json.at("/tables/1/directory").asText()).isEqualTo("query_big");
        assertThat(directory.resolve("exports")).doesNotExist();
    }

    @Test
    void planNamesEveryColumnThatCannotBeCarriedOver() {
        Cli.Outcome outcome = Cli.run(
                "plan",
                job().setting("unknown_types", "fail")
                        .table("odd")
                        .table("orders")
                        .write());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .startsWith("error: ")
                .contains(
                        "public.odd",
                        "column \"place\" (point): point has no exact Parquet type and unknown_types is fail;");
    }

    @Test
    void runTellsOfEachTableAndOfAll() {
        Cli.Outcome outcome = Cli.run("run", job().table("orders").write());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .containsPattern("public\\.orders +1,000 rows +[\\d.]+ KiB +1 file +[\\d.]+ s  " + published())
                .containsPattern("test: 1 of 1 tables, 1,000 rows, [\\d.]+ KiB in [\\d.]+ s \\([\\d,]+ rows/s\\)");
        assertThat(outcome.err())
                .contains("public.orders: started, 1 chunk", "public.orders: published as " + published());
    }

    @Test
    void quietPrintsNothingAndJsonNothingElse() throws IOException {
        Path job = job().table("orders").write();
        assertThat(Cli.run("run", "--quiet", job)).isEqualTo(new Cli.Outcome(0, "", ""));
        Cli.Outcome json = Cli.run("run", "--json", job);
        assertThat(json.err()).isEmpty();
        JsonNode report = new ObjectMapper().readTree(json.out());
        assertThat(report.at("/tables_exported/0/row_count").asInt()).isEqualTo(1000);
        assertThat(report.at("/tables_exported/0/export_path").asText()).isEqualTo(published() + "_v2");
        assertThat(json.out()).doesNotContain("password");
    }

    @Test
    void setChangesTheJob() {
        Path job = job().table("orders").write();
        Cli.Outcome outcome =
                Cli.run("run", "-q", "--set", "tables[0].columns=[id]", "--set=export_settings.compression=gzip", job);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(DuckDb.query("select distinct path_in_schema, compression from parquet_metadata('%s/*.parquet')"
                        .formatted(published())))
                .containsExactly("id|GZIP");
    }

    @Test
    void aJobThatFailsDoesNotStopThoseAfterIt() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "name: broken\ntabels: []\n");
        Cli.Outcome outcome = Cli.run("run", "-q", broken, job().table("orders").write());
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("broken.yaml:2:1: tabels is no known key; did you mean tables?");
        assertThat(DuckDb.count(published())).isEqualTo(1000);
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Cli.Outcome outcome = Cli.run("run", directory.resolve("nightly.yaml"));
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("nightly.yaml").doesNotContain("Exception");
    }

    @Test
    void inspectShowsWhatIsInAFile() throws IOException {
        Cli.run("run", "-q", job().table("orders").write());
        Path file = published().resolve("part_0001.parquet");

        Cli.Outcome outcome = Cli.run("inspect", file);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains(file + ": 1,000 rows", "id: INT32 required", "total: INT64 DECIMAL(10,2) optional")
                .containsPattern("total +SNAPPY .* 0 nulls  1\\.25 \\.\\. 1250\\.00");
        JsonNode json =
                new ObjectMapper().readTree(Cli.run("inspect", "--json", file).out());
        assertThat(json.findValue("rows").asInt()).isEqualTo(1000);
    }

    @Test
    void inspectRefusesWhatIsNoParquet() throws IOException {
        Path text = Files.writeString(directory.resolve("text.parquet"), "no parquet at all");
        Cli.Outcome outcome = Cli.run("inspect", text);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).startsWith("error: " + text).doesNotContain("Exception");
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private Path published() {
        return directory.resolve("exports/public_orders");
    }
}

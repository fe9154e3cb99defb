package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of partitions, as DuckDB reads them. */
class PartitionsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE odd (id int, \"re gion\" text)",
                "INSERT INTO odd SELECT i, (ARRAY['EU', 'a/b', 'x=1', 'größe %41', E'tab\\there', '..', 'it''s \"q\"',"
                        + " '007', 'back\\slash', ' blank ', 'a:b*c?', '[x]{y}^#', NULL])[1 + i % 13]"
                        + " FROM generate_series(1, 1300) i",
                "CREATE TABLE events (id bigint, at timestamptz, day date, kind text, n numeric)",
                "INSERT INTO events SELECT i, timestamptz '2026-01-30 00:00+00' + i * interval '1 hour',"
                        + " date '2025-12-31' + i / 100, 'k' || i % 3, i / 7.0 FROM generate_series(0, 499) i",
                "INSERT INTO events VALUES (500, NULL, NULL, NULL, NULL)",
                "CREATE TABLE nothing (id int, kind text)",
                "ANALYZE");
    }

    @Test
    void valuesWithSpecialCharactersAreEscapedAndMissingOnesNamed() throws IOException {
        run(job().entry(Map.of("table", "odd", "partition_by", "re gion")));

        assertThat(directories("odd"))
                .contains("re gion=EU", "re gion=a%2Fb", "re gion=x%3D1", "re gion=größe %2541", "re gion=tab%09here")
                .contains("re gion=..", "re gion=__HIVE_DEFAULT_PARTITION__", "re gion=a%3Ab%2Ac%3F")
                .hasSize(13);
        assertThat(DuckDb.query("describe select * from read_parquet('%s', hive_partitioning = false)"
                        .formatted(table("odd").resolve("re gion=EU/part_0001.parquet"))))
                .hasSize(1);
        assertThat(DuckDb.query(("select nullif(\"re gion\", '__HIVE_DEFAULT_PARTITION__'), count(*), sum(id) from %s"
                                + " group by 1 order by 1 nulls last")
                        .formatted(hive("odd", "{'re gion': VARCHAR}"))))
                .isEqualTo(expected("select \"re gion\", count(*), sum(id) from odd group by 1"
                        + " order by \"re gion\" collate \"C\" nulls last"));
        assertThat(Cli.run("verify", directory.resolve("exports")).exitCode()).isZero();
    }

    @Test
    void partsOfTimesMakePartitionsAndReadersLookIntoThoseThatTheyNeed() throws IOException {
        run(job().entry(Map.of(
                "table",
                "events",
                "where_clause",
                "id < 500",
                "partition_by",
                List.of(Map.of("column", "at", "transform", "year"), Map.of("column", "at", "transform", "day")))));

        assertThat(directories("events"))
                .contains("at_year=2026/at_day=2026-01-30")
                .hasSize(21);
        assertThat(DuckDb.query(("select count(*), min(at_day)::varchar, count(distinct id) from %s"
                                + " where at_day = date '2026-02-03'")
                        .formatted(hive("events", "{'at_day': DATE}"))))
                .containsExactly("24|2026-02-03|24");
        String plan = String.join(
                "",
                DuckDb.query("explain analyze select count(id) from %s where at_day = date '2026-02-03'"
                        .formatted(hive("events", "{'at_day': DATE}"))));
        assertThat(plan).contains("Scanning Files: 1/21");
    }

    @Test
    void monthsHoursAndExpressionsMakePartitionsToo() throws IOException {
        run(job().entry(Map.of(
                "table",
                "events",
                "where_clause",
                "id < 500",
                "partition_by",
                List.of(
                        Map.of("column", "day", "transform", "month"),
                        Map.of("name", "bucket", "expression", "id % 2 -- by parity")),
                "columns",
                List.of("id"))));
        assertThat(directories("events"))
                .containsExactly(
                        "day_month=2025-12/bucket=0",
                        "day_month=2025-12/bucket=1",
                        "day_month=2026-01/bucket=0",
                        "day_month=2026-01/bucket=1");

        run(job().setting("conflict_resolution", "overwrite")
                .setting("format", "csv")
                .entry(Map.of(
                        "table",
                        "events",
                        "where_clause",
                        "id < 3",
                        "partition_by",
                        Map.of("column", "at", "transform", "hour"))));
        assertThat(directories("events"))
                .containsExactly("at_hour=2026-01-30-00", "at_hour=2026-01-30-01", "at_hour=2026-01-30-02");
        assertThat(table("events").resolve("at_hour=2026-01-30-02/part_0001.csv"))
                .hasContent("id,at,day,kind,n\r\n2,2026-01-30 02:00:00+00,2025-12-31,k2,0.28571428571428571429\r\n");
        assertThat(Cli.run("verify", directory.resolve("exports")).exitCode()).isZero();
    }

    @Test
    void sharesOfTheTableAreReadInParallelAndEachPartitionIsOneFile() throws IOException {
        run(job().setting("chunk_size", 100)
                .threads("chunk_workers", 3)
                .setting("sort_by", List.of(Map.of("column", "id", "order", "desc")))
                .entry(Map.of("table", "events", "where_clause", "id < 500", "partition_by", "day")));

        assertThat(DuckDb.query("select count(distinct filename), count(*), count(distinct day) from %s"
                        .formatted(hive("events", "{'day': DATE}").replace(")", ", filename = true)"))))
                .containsExactly("5|500|5");
        String first = "read_parquet('%s/day=2026-01-01/*.parquet', file_row_number = true)".formatted(table("events"));
        assertThat(DuckDb.query(
                        "select list(id order by file_row_number) = list(id order by id desc), count(*) from " + first))
                .containsExactly("true|100");
    }

    @Test
    void theRowsOfSharesAreComparedWithTheDatabase() {
        DB.execute(
                "CREATE TABLE two AS SELECT i AS id, i % 2 AS kind, 'x' || i AS note FROM generate_series(1, 1000) i");
        DB.execute("ANALYZE two");
        JobFile job = job().setting("chunk_size", 100)
                .setting("duckdb_view", true)
                .threads("chunk_workers", 5)
                .entry(Map.of("table", "two", "partition_by", "kind"));
        run(job);

        assertThat(Cli.run("plan", job.write()).out()).contains("shares: 5 chunks", "partitioned by kind");
        assertThat(DuckDb.query("select count(*) from " + hive("two", "{'kind': INTEGER}")))
                .containsExactly("1000");
        Cli.Outcome same = Cli.run("verify", "--against", job.write(), "--full", job.exports());
        assertThat(same.exitCode()).as(same.out() + same.err()).isZero();

        DB.execute("UPDATE two SET note = 'y' WHERE id = 500");
        assertThat(Cli.run("verify", "--against", job.write(), "--full", job.exports())
                        .exitCode())
                .isNotZero();
    }

    @Test
    void columnsMayStayInTheFiles() throws IOException {
        run(job().setting("partition_columns_in_files", true).entry(Map.of("table", "events", "partition_by", "kind")));

        assertThat(DuckDb.query("select distinct kind from read_parquet('%s', hive_partitioning = false)"
                        .formatted(table("events").resolve("kind=k1/part_0001.parquet"))))
                .containsExactly("k1");
    }

    @Test
    void aTableWithoutRowsIsAFileWithoutRows() throws IOException {
        run(job().entry(Map.of("table", "nothing", "partition_by", "kind")));

        assertThat(DuckDb.query("select count(*) from " + hive("nothing", "{'kind': VARCHAR}")))
                .containsExactly("0");
        assertThat(Cli.run("verify", directory.resolve("exports")).exitCode()).isZero();
    }

    @Test
    void whatNoDirectoryCanSayIsRefused() {
        DB.execute("CREATE TABLE blank AS SELECT 1 AS id, ''::text AS kind");
        DB.execute("CREATE TABLE lists AS SELECT 1 AS id, '{1,2}'::int[] AS a");

        assertThat(fail(job().entry(Map.of("table", "blank", "partition_by", "kind"))))
                .contains("public_blank: partition_by kind: a row has \"\", which readers take for a missing value.");
        assertThat(fail(job().entry(Map.of(
                        "table", "lists", "partition_by", Map.of("name", "x", "expression", "unnest(a)")))))
                .contains("set-returning functions are not allowed in COALESCE");
        assertThat(fail(job().entry(Map.of("table", "odd", "partition_by", "regoin"))))
                .contains("odd: partition_by names \"regoin\", which is no column of it; did you mean \"re gion\"?");
        assertThat(fail(job().entry(
                                Map.of("table", "odd", "partition_by", Map.of("column", "id", "transform", "day")))))
                .contains("public.odd: partition_by: column \"id\" is integer, of which there is no day.");
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private static void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private static String fail(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).isNotZero();
        return outcome.err();
    }

    private Path table(String table) {
        return directory.resolve("exports/public_" + table);
    }

    private String hive(String table, String types) {
        return "read_parquet('%s/**/*.parquet', hive_partitioning = true, hive_types = %s)"
                .formatted(table(table), types);
    }

    private List<String> directories(String table) throws IOException {
        try (Stream<Path> files = Files.walk(table(table))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part_"))
                    .map(file -> table(table).relativize(file.getParent()).toString())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static List<String> expected(String sql) {
        return CatalogRows.of(DB, sql.replace(" from odd", " from public.odd"));
    }
}

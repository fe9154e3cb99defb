package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.it.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports from H2, a database that is known through its JDBC driver only. */
@Timeout(120)
class PortableExportIT {
    private static final String URL = "jdbc:h2:mem:portable";
    private static Connection h2;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() throws SQLException {
        h2 = DriverManager.getConnection(URL, "sa", "secret");
        execute("""
                CREATE TABLE kinds (
                  id int PRIMARY KEY, b boolean, ti tinyint, si smallint, bi bigint, r real, d double precision,
                  n9 decimal(9,2), n18 numeric(18,4), n38 decimal(38,10), c char(3), v varchar(50), t clob,
                  bin varbinary(10), lob blob, da date, tm time(6), ts timestamp(6),
                  tz timestamp(6) with time zone, u uuid)""", "INSERT INTO kinds (id) VALUES (1)", """
                INSERT INTO kinds VALUES (2, true, 127, -32768, -9223372036854775808, 1.5, 1e300,
                  -9999999.99, 99999999999999.9999, -9999999999999999999999999999.9999999999, 'ab', 'it''s', 'grüße',
                  x'00ff', x'0102', date '1969-12-31', time '23:59:59.999999', timestamp '1582-10-04 00:00:00.000001',
                  timestamp with time zone '2024-03-31 02:30:00.5+02:00', uuid '01234567-89ab-cdef-0123-456789abcdef')
                """, """
                INSERT INTO kinds VALUES (3, false, -128, 32767, 9223372036854775807, 0, 'NaN', 0, 0, 0.0000000001,
                  '', '', '', x'', x'', date '9999-12-31', time '00:00:00', timestamp '2024-03-31 02:30:00',
                  timestamp with time zone '1900-01-01 00:00:00-12:00', uuid '00000000-0000-0000-0000-000000000000')
                """);
        execute(
                "CREATE TABLE many AS SELECT x AS id, 'row ' || x AS t FROM SYSTEM_RANGE(1, 250000)",
                "CREATE TABLE wide AS SELECT x AS id, REPEAT('w', 1000000) AS t FROM SYSTEM_RANGE(1, 150)",
                "CREATE TABLE empty (id int, t varchar)",
                "CREATE TABLE \"Odd name; /..\" (\"select\" int, \"a \"\"b\"\"\" varchar, \"x.y\" varchar)",
                "INSERT INTO \"Odd name; /..\" VALUES (1, 'one', null)",
                "CREATE TABLE arrays (id int, a int array, i interval day to second)",
                "CREATE TABLE fine (id int, at timestamp(9))",
                "INSERT INTO fine VALUES (1, timestamp '2024-01-01 00:00:00.000001'), "
                        + "(2, timestamp '2024-01-01 00:00:00.000000001')");
    }

    @AfterAll
    static void close() throws SQLException {
        h2.close();
    }

    private static void execute(String... statements) throws SQLException {
        try (Statement statement = h2.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void everyTypeArrivesExactly() throws IOException {
        export("KINDS");

        assertThat(rows("KINDS", "select * from %s order by ID"))
                .containsExactly(
                        "1" + "|null".repeat(19),
                        "2|true|127|-32768|-9223372036854775808|1.5|1.0E300|-9999999.99|99999999999999.9999|"
                                + "-9999999999999999999999999999.9999999999|ab |it's|grüße|\\x00\\xFF|\\x01\\x02|"
                                + "1969-12-31|23:59:59.999999Z|1582-10-04 00:00:00.000001|2024-03-31T00:30:00.500Z|"
                                + "01234567-89ab-cdef-0123-456789abcdef",
                        "3|false|-128|32767|9223372036854775807|0.0|NaN|0.00|0.0000|1E-10|   ||||"
                                + "|9999-12-31|00:00Z|2024-03-31 02:30:00.0|1900-01-01T12:00Z|"
                                + "00000000-0000-0000-0000-000000000000");
        assertThat(rows("KINDS", "select column_type from (describe select * from %s)"))
                .containsExactly(
                        "INTEGER",
                        "BOOLEAN",
                        "INTEGER",
                        "INTEGER",
                        "BIGINT",
                        "FLOAT",
                        "DOUBLE",
                        "DECIMAL(9,2)",
                        "DECIMAL(18,4)",
                        "DECIMAL(38,10)",
                        "VARCHAR",
                        "VARCHAR",
                        "VARCHAR",
                        "BLOB",
                        "BLOB",
                        "DATE",
                        "TIME WITH TIME ZONE",
                        "TIMESTAMP",
                        "TIMESTAMP WITH TIME ZONE",
                        "VARCHAR");
    }

    @Test
    void aTableOfManyRowsIsSeveralFilesThatTheManifestLists() throws IOException {
        export("MANY");

        assertThat(rows("MANY", "select count(*), count(distinct ID), sum(ID), min(T), max(T) from %s"))
                .containsExactly("250000|250000|31250125000|row 1|row 99999");
        JsonNode manifest = manifest("MANY");
        assertThat(manifest.get("chunks").findValuesAsText("file"))
                .containsExactly("part_000001.parquet", "part_000002.parquet", "part_000003.parquet");
        assertThat(manifest.get("chunks").findValuesAsText("rows")).containsExactly("100000", "100000", "50000");
        assertThat(manifest.get("total_rows").asLong()).isEqualTo(250_000);
    }

    @Test
    void wideRowsFillAFileSooner() throws IOException {
        export("WIDE");

        assertThat(rows("WIDE", "select count(*), sum(length(T)), count(distinct filename) > 2 from %s"))
                .containsExactly("150|150000000|true");
    }

    @Test
    void aTableWithoutRowsIsAFileWithoutRows() throws IOException {
        export("EMPTY");

        assertThat(rows("EMPTY", "select count(*) from %s")).containsExactly("0");
        assertThat(manifest("EMPTY").get("chunks").findValuesAsText("rows")).containsExactly("0");
    }

    @Test
    void namesMayBeAnything() {
        Outcome outcome = run(job().entry(Map.of("schema", "PUBLIC", "table", "Odd name; /..")));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(DuckDb.query("select \"select\", \"a \"\"b\"\"\", \"x.y\" from "
                        + DuckDb.files(directory.resolve("exports/*"))))
                .containsExactly("1|one|null");
    }

    @Test
    void aQueryAndAConditionAreRunAsTheyStand() {
        Outcome outcome = run(job().entry(Map.of(
                        "name", "q", "query", "select ID * 2 as twice, ':no #parameter' as T from MANY where ID < 3"))
                .entry(Map.of("schema", "PUBLIC", "table", "MANY", "where_clause", "T = 'row 7' -- :a #b")));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(DuckDb.query("select * from " + DuckDb.files(directory.resolve("exports/query_q")) + " order by 1"))
                .containsExactly("2|:no #parameter", "4|:no #parameter");
        assertThat(rows("MANY", "select ID from %s")).containsExactly("7");
    }

    @ParameterizedTest
    @CsvSource({"snappy, SNAPPY", "none, UNCOMPRESSED", "gzip, GZIP", "zstd, ZSTD"})
    void everyCodec(String compression, String codec) {
        Outcome outcome =
                run(job().setting("compression", compression).entry(Map.of("schema", "PUBLIC", "table", "KINDS")));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(DuckDb.query("select distinct compression from parquet_metadata('%s/*.parquet')"
                        .formatted(directory.resolve("exports/PUBLIC_KINDS"))))
                .containsExactly(codec);
    }

    @Test
    void columnsThatCannotBeCarriedOverAreRefusedAtPlanning() {
        Outcome outcome = run(job().entry(Map.of("schema", "PUBLIC", "table", "ARRAYS")));

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .contains(
                        "PUBLIC.ARRAYS",
                        "\"A\"",
                        "\"I\"",
                        "this type is not carried over exactly through JDBC; exclude the column or cast it in a query");
        assertThat(directory.resolve("exports")).doesNotExist();
    }

    @Test
    void aValueThatDoesNotFitFailsTheTableWithColumnAndRow() {
        Outcome outcome = run(job().entry(Map.of("schema", "PUBLIC", "table", "FINE")));

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err())
                .contains(
                        "PUBLIC.FINE",
                        "column \"AT\" (TIMESTAMP), row 2: a value does not fit exactly: it has parts of a microsecond");
        assertThat(directory.resolve("exports/PUBLIC_FINE")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:h2:mem:portable     | wrong  | Wrong user name or password
            jdbc:h2:tcp://127.0.0.1:1/x | secret | Connection is broken
            jdbc:nothing:there       | secret | no JDBC driver here takes this URL
            """)
    void aDatabaseThatCannotBeReachedIsToldInWords(String url, String password, String message) {
        Outcome outcome = run(new JobFile(directory, url, "sa", password).entry(Map.of("table", "KINDS")));

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void aMissingTableIsToldWithTheNearest() {
        Outcome outcome = run(job().entry(Map.of("schema", "PUBLIC", "table", "KINDZ")));

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("PUBLIC.KINDZ", "did you mean PUBLIC.KINDS?");
    }

    private void export(String table) {
        Outcome outcome = run(job().entry(Map.of("schema", "PUBLIC", "table", table)));

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(directory.resolve("exports/.temp"))
                .satisfiesAnyOf(temp -> assertThat(temp).doesNotExist(), temp -> assertThat(temp)
                        .isEmptyDirectory());
    }

    private JsonNode manifest(String table) throws IOException {
        return new ObjectMapper()
                .readTree(directory
                        .resolve("exports/PUBLIC_%s/_export_metadata.json".formatted(table))
                        .toFile());
    }

    private List<String> rows(String table, String sql) {
        String files =
                "read_parquet('%s/*.parquet', filename = true)".formatted(directory.resolve("exports/PUBLIC_" + table));
        return DuckDb.query(sql.formatted(sql.contains("filename") ? files : files.replace(", filename = true", "")));
    }

    private static Outcome run(JobFile job) {
        return Cli.run("run", "--quiet", job.write());
    }

    private JobFile job() {
        return new JobFile(directory, URL, "sa", "secret");
    }
}

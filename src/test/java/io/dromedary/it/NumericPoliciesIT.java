package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers without a size: measured, or as the policy says, and always equal to what PostgreSQL has. */
class NumericPoliciesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void create() {
        DB.execute("CREATE DOMAIN price AS numeric");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            0                                            | INT32 DECIMAL(1,0)
            1, -2, 30                                    | INT32 DECIMAL(2,0)
            1.50, -0.25, 100                             | INT32 DECIMAL(5,2)
            0.00001, -0.5                                | INT32 DECIMAL(5,5)
            1.500000000000000000000                      | INT32 DECIMAL(2,1)
            999999999.9                                  | INT64 DECIMAL(10,1)
            1e17, 0.1                                    | FIXED_LEN_BYTE_ARRAY(9) DECIMAL(19,1)
            99999999999999999999999999999999999999, -1   | FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,0)
            1e-38, -0.9                                  | FIXED_LEN_BYTE_ARRAY(16) DECIMAL(38,38)
            99999999999999999999999999999999999999, 0.1  | BYTE_ARRAY STRING
            1e200, -1e-200, 1.10                         | BYTE_ARRAY STRING
            """)
    void autoTakesTheSmallestDecimalOrElseText(String values, String type) throws IOException, SQLException {
        DB.execute(
                "DROP TABLE IF EXISTS measured",
                "CREATE TABLE measured (id int GENERATED ALWAYS AS IDENTITY, x numeric, y numeric(60,10), z price)",
                "INSERT INTO measured (x) SELECT x FROM unnest(ARRAY[%s]::numeric[]) AS x".formatted(values),
                "UPDATE measured SET z = x",
                "INSERT INTO measured VALUES (DEFAULT, NULL, NULL, NULL)");

        run(job().table("measured").write());

        assertEqual(published("public_measured"), "measured", "x, z");
        assertThat(types("public_measured")).containsExactly("INT32", type, "INT32 DECIMAL(1,0)", type);
    }

    @Test
    void aTableOfManyChunksIsMeasuredAsAWhole() throws IOException, SQLException {
        DB.execute(
                "CREATE TABLE many AS SELECT i AS id, i::numeric / 8 AS x, repeat('x', 500) AS filler"
                        + " FROM generate_series(1, 5000) AS i",
                "VACUUM ANALYZE many");

        run(job().setting("chunk_size", 500).table("many").write());

        assertEqual(published("public_many"), "many", "x");
        assertThat(types("public_many")).contains("INT32 DECIMAL(6,3)");
        assertThat(manifest("public_many").get("chunks")).hasSizeGreaterThan(5);
    }

    @Test
    void onlyRowsThatAreWantedAreMeasured() throws IOException {
        DB.execute("CREATE TABLE few AS SELECT i AS id, 10.0 ^ i AS x FROM generate_series(1, 50) AS i");

        run(job().entry(Map.of("schema", "public", "table", "few", "where_clause", "id < 4 -- few"))
                .entry(Map.of("name", "q", "query", "SELECT sum(i * 1.25) AS total FROM generate_series(1, 4) AS i"))
                .write());

        assertThat(types("public_few")).containsExactly("INT32", "INT32 DECIMAL(4,0)");
        assertThat(types("query_q")).containsExactly("INT32 DECIMAL(3,1)");
        assertThat(DuckDb.query("select total from " + DuckDb.files(published("query_q"))))
                .containsExactly("12.5");
    }

    @Test
    void aTableThatCannotBeMeasuredFailsAlone() throws IOException {
        DB.execute(
                "CREATE TABLE divisor AS SELECT i AS id, i::numeric AS x FROM generate_series(0, 3) AS i",
                "CREATE VIEW broken AS SELECT id, 1 / x AS y FROM divisor");

        Cli.Outcome outcome =
                Cli.run("run", "--quiet", job().table("broken").table("divisor").write());

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains("1 of 2 tables failed").contains("public.broken: division by zero");
        assertThat(published("public_broken")).doesNotExist();
        assertThat(types("public_divisor")).containsExactly("INT32", "INT32 DECIMAL(1,0)");
    }

    @Test
    void aPlanSaysThatItDependsOnTheValues() {
        DB.execute("CREATE TABLE planned (x numeric)");

        assertThat(Cli.run("plan", job().table("planned").write()).out())
                .contains("x  numeric  ->  DECIMAL or BYTE_ARRAY STRING (measured)");
        assertThat(Cli.run(
                                "plan",
                                job().setting("numeric", "double")
                                        .table("planned")
                                        .write())
                        .out())
                .contains("x  numeric  ->  DOUBLE (by policy)");
    }

    @Test
    void textKeepsEveryDigit() throws IOException, SQLException {
        createAll();

        run(job().setting("numeric", "text").table("numbers").write());

        assertThat(DuckDb.query("select x from " + DuckDb.files(published("public_numbers")) + " order by id"))
                .isEqualTo(column("SELECT x::text FROM numbers ORDER BY id"));
        assertThat(types("public_numbers")).containsExactly("INT32", "BYTE_ARRAY STRING");
    }

    @Test
    void doubleRoundsToTheNearest() throws SQLException {
        createAll();

        run(job().setting("numeric", "double").table("numbers").write());

        List<Double> expected = new ArrayList<>();
        for (String text : column("SELECT x::text FROM numbers ORDER BY id")) {
            expected.add(text.equals("null") ? null : Double.valueOf(text));
        }
        assertThat(DuckDb.query("select x from " + DuckDb.files(published("public_numbers")) + " order by id").stream()
                        .map(text -> text.equals("null") ? null : Double.valueOf(text)))
                .isEqualTo(expected);
    }

    private static void createAll() {
        DB.execute(
                "DROP TABLE IF EXISTS numbers",
                "CREATE TABLE numbers (id int, x numeric)",
                "INSERT INTO numbers VALUES (1, 0.1), (2, 1.50), (3, 1e300), (4, 'NaN'), (5, '-Infinity'),"
                        + " (6, 12345678901234567890.123456789), (7, NULL)");
    }

    @Test
    void aFixedDecimalTakesWhatFits() throws IOException, SQLException {
        DB.execute(
                "CREATE TABLE fixed (id int, x numeric, y numeric(50,2))",
                "INSERT INTO fixed VALUES (1, 1.2345, 7), (2, -99999999.9999, 0.01), (3, NULL, NULL)");

        run(job().setting("numeric", "decimal(12,4)").table("fixed").write());

        assertEqual(published("public_fixed"), "fixed", "x, y");
        assertThat(types("public_fixed")).containsExactly("INT32", "INT64 DECIMAL(12,4)", "INT64 DECIMAL(12,4)");
    }

    @ParameterizedTest
    @CsvSource({"1.23456", "100000000", "0.00001"})
    void aFixedDecimalFailsAtWhatDoesNot(String value) {
        DB.execute(
                "DROP TABLE IF EXISTS unfit",
                "CREATE TABLE unfit (x numeric)",
                "INSERT INTO unfit VALUES (1), (%s)".formatted(value));

        Cli.Outcome outcome = Cli.run(
                "run",
                "--quiet",
                job().setting("numeric", "decimal(12,4)").table("unfit").write());

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err())
                .contains("public.unfit: column \"x\", row 2: the number does not fit numeric(12,4);"
                        + " cast the column in a query");
        assertThat(published("public_unfit")).doesNotExist();
    }

    @Test
    void aSizeThatNoDecimalHasIsAProblemOfTheJob() {
        Cli.Outcome outcome = Cli.run(
                "plan", job().setting("numeric", "decimal(39,2)").table("x").write());

        assertThat(outcome.err())
                .contains(
                        "export_settings.numeric is \"decimal(39,2)\" but has to be auto, text, double, or a decimal of"
                                + " up to 38 digits such as decimal(38,10).");
    }

    /** Compares as numbers: the scale of a column is not that of each value. */
    private static void assertEqual(Path table, String name, String columns) throws SQLException {
        List<String> exported = DuckDb.query("select %s from %s order by id".formatted(columns, DuckDb.files(table)));
        try (Connection connection = DB.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT %s FROM %s ORDER BY id".formatted(columns, name))) {
            List<String> stored = DuckDb.texts(rows);
            assertThat(exported.stream().map(NumericPoliciesIT::normal))
                    .isEqualTo(stored.stream().map(NumericPoliciesIT::normal).toList());
        }
    }

    private static List<String> normal(String row) {
        return List.of(row.split("\\|")).stream()
                .map(text -> text.equals("null")
                        ? text
                        : new BigDecimal(text).stripTrailingZeros().toString())
                .toList();
    }

    private static List<String> column(String sql) throws SQLException {
        try (Connection connection = DB.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return DuckDb.texts(rows);
        }
    }

    private List<String> types(String directoryName) throws IOException {
        List<String> types = new ArrayList<>();
        manifest(directoryName)
                .get("columns")
                .forEach(column -> types.add(column.get("parquet_type").asText()));
        return types;
    }

    private JsonNode manifest(String directoryName) throws IOException {
        return new ObjectMapper()
                .readTree(published(directoryName)
                        .resolve("_export_metadata.json")
                        .toFile());
    }

    private static void run(Path job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private JobFile job() {
        return new JobFile(directory, DB).setting("conflict_resolution", "overwrite");
    }

    private Path published(String name) {
        return directory.resolve("exports").resolve(name);
    }
}

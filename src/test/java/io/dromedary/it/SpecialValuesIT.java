package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.parquet.ForeignReaders;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NaN, infinities, far years and 24:00, by each policy. */
class SpecialValuesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final String FLOAT =
            "CASE WHEN f = 'NaN' THEN 0 WHEN f = '-Infinity' THEN -1 WHEN f = 'Infinity' THEN -2 ELSE f::int END";
    private static final int ROWS = 20_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void create() {
        DB.execute(
                "CREATE TABLE special (id int NOT NULL, d date NOT NULL, t timestamp NOT NULL, z timestamptz NOT NULL,"
                        + " m time NOT NULL, n9 numeric(9,2) NOT NULL, n18 numeric(18,2) NOT NULL,"
                        + " n38 numeric(38,2) NOT NULL, u numeric NOT NULL, f float8 NOT NULL, calm date, none time)",
                """
                INSERT INTO special SELECT i,
                    CASE i %% 4001 WHEN 0 THEN 'infinity' WHEN 1 THEN '-infinity' WHEN 2 THEN '0044-03-15 BC'
                        WHEN 3 THEN '10000-01-01' ELSE date '2000-01-01' + i END,
                    CASE i %% 4003 WHEN 0 THEN 'infinity' WHEN 1 THEN '-infinity' WHEN 2 THEN '0044-03-15 12:00:00.5 BC'
                        WHEN 3 THEN '10000-01-01' ELSE timestamp '2000-01-01' + i * interval '1 second' END,
                    CASE i %% 4007 WHEN 0 THEN 'infinity' WHEN 1 THEN '-infinity' WHEN 2 THEN '294247-01-01 UTC'
                        ELSE timestamptz '2000-01-01 UTC' END,
                    CASE i %% 4009 WHEN 0 THEN time '24:00' ELSE '12:34' END,
                    CASE i %% 4013 WHEN 0 THEN 'NaN' ELSE i / 4.0 END,
                    CASE i %% 4019 WHEN 0 THEN 'NaN' ELSE i / 4.0 END,
                    CASE i %% 4021 WHEN 0 THEN 'NaN' ELSE i / 4.0 END,
                    CASE i %% 4027 WHEN 0 THEN 'NaN' WHEN 1 THEN 'Infinity' WHEN 2 THEN '-Infinity' ELSE i / 4.0 END,
                    CASE i %% 3 WHEN 0 THEN 'NaN' WHEN 1 THEN '-Infinity' ELSE i::float8 END, '2024-01-01', '12:00'
                FROM generate_series(1, %d) AS i""".formatted(ROWS),
                "VACUUM ANALYZE special");
    }

    @Test
    void becomeNullAndAreCounted() throws IOException, SQLException {
        run(job().setting("special_values", "null").setting("chunk_size", 3_000).table("special"));

        String near = "CASE WHEN isfinite(%1$s) AND extract(year FROM %1$s) BETWEEN 1 AND 9999 THEN ";
        String micros = near + "(extract(epoch FROM %1$s) * 1000000)::bigint END, ";
        assertSame(
                exported("d - date '1970-01-01', epoch_us(t), epoch_us(z), m::text, n9 * 100, n18 * 100, n38 * 100,"
                        + " u * 100, " + FLOAT),
                rows("SELECT " + near.formatted("d") + "d - date '1970-01-01' END, " + micros.formatted("t")
                        + micros.formatted("z") + "CASE WHEN m < '24:00' THEN m::text END,"
                        + " nullif(n9, 'NaN') * 100, nullif(n18, 'NaN') * 100, nullif(n38, 'NaN') * 100,"
                        + " CASE WHEN scale(u) IS NOT NULL THEN u * 100 END, " + FLOAT
                        + " FROM special ORDER BY id"));
        JsonNode manifest = manifest();
        assertThat(manifest.get("chunks")).hasSizeGreaterThan(3);
        for (String column : List.of("d", "t", "z", "m", "n9", "n18", "n38", "u")) {
            assertReplaced(manifest, column);
        }
        assertThat(manifest.get("replaced")).hasSize(8);
        assertThat(manifest.at("/columns/1/carried").asText()).isEqualTo("by policy");
        assertThat(manifest.at("/columns/1/nullable").asBoolean()).isTrue();
        assertThat(manifest.at("/columns/9/carried").asText()).isEqualTo("exact");
        assertThat(manifest.at("/columns/9/nullable").asBoolean()).isFalse();
    }

    /** Each listed value is NULL in the row of the file that is named, and is what the database has there. */
    private void assertReplaced(JsonNode manifest, String column) {
        JsonNode replaced = StreamSupport.stream(manifest.get("replaced").spliterator(), false)
                .filter(candidate -> candidate.get("column").asText().equals(column))
                .findFirst()
                .orElseThrow();
        String files = "read_parquet('%s/*.parquet', filename = true, file_row_number = true)".formatted(published());
        List<String> missing = DuckDb.query("select id, parse_filename(filename), file_row_number + 1 from " + files
                + " where %s is null order by id".formatted(column));
        assertThat(replaced.get("count").asInt()).isEqualTo(missing.size()).isPositive();
        List<String> listed = new ArrayList<>();
        for (JsonNode place : replaced.get("first")) {
            String at = "|%s|%d"
                    .formatted(place.get("file").asText(), place.get("row").asLong());
            String id =
                    missing.stream().filter(row -> row.endsWith(at)).findFirst().orElseThrow();
            String stored = DB.queryText("SELECT (%s)::text FROM special WHERE id = %s"
                    .formatted(column.equals("z") ? "z AT TIME ZONE 'UTC'" : column, id.substring(0, id.indexOf('|'))));
            listed.add(at);
            assertThat(stored).isEqualTo(place.get("value").asText());
        }
        assertThat(listed).hasSize(Math.min(10, missing.size())).doesNotHaveDuplicates();
    }

    @Test
    void turnTheirColumnsIntoText() throws IOException, SQLException {
        run(job().setting("special_values", "text").setting("chunk_size", 3_000).table("special"));

        String columns = "d::text, t::text, z::text, m::text, n9::text, n18::text, n38::text, u::text, calm::text,"
                + " none::text, " + FLOAT;
        assertSame(exported(columns), rows("SELECT %s FROM special ORDER BY id".formatted(columns)));
        Set<String> texts = Set.of("d", "t", "z", "m", "n9", "n18", "n38", "u");
        for (JsonNode column : manifest().get("columns")) {
            boolean isText = texts.contains(column.get("name").asText());
            assertThat(column.get("carried").asText())
                    .as(column.get("name").asText())
                    .isEqualTo(isText ? "text form" : "exact");
        }
        assertThat(manifest().get("replaced")).isEmpty();
    }

    @Test
    void areKeptWhereAFileCanHoldThem() throws SQLException, IOException {
        DB.execute(
                "CREATE TABLE far (id int, d date, t timestamp, m time)",
                "INSERT INTO far VALUES (1, '4714-11-24 BC', '4714-11-24 00:00 BC', '24:00'),"
                        + " (2, '5874897-12-31', '294247-01-10 04:00:54.775', '23:59:59.999999'),"
                        + " (3, '0001-12-31 BC', '0001-12-31 23:59:59.999999 BC', '00:00'),"
                        + " (4, '10000-01-01', '10000-01-01', NULL)");

        run(job().setting("special_values", "keep").table("far"));

        assertThat(DuckDb.query("select d - date '1970-01-01', epoch_us(t), m::text from "
                        + DuckDb.files(directory.resolve("exports/public_far")) + " order by id"))
                .isEqualTo(
                        rows("SELECT d - date '1970-01-01', (extract(epoch FROM t) * 1000000)::bigint, m::text FROM far"
                                + " ORDER BY id"));
        assertThat(ofParquetJava(directory.resolve("exports/public_far/part_0001.parquet")))
                .isEqualTo(rows("SELECT id, d - date '1970-01-01', (extract(epoch FROM t) * 1000000)::bigint,"
                        + " (extract(epoch FROM m) * 1000000)::bigint FROM far ORDER BY id"));
    }

    private static List<String> ofParquetJava(Path file) throws IOException {
        var columns = ForeignReaders.parquetJava(file);
        return IntStream.range(0, columns.get(0).size())
                .mapToObj(row -> columns.stream()
                        .map(column -> String.valueOf(column.get(row)))
                        .collect(Collectors.joining("|")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fail | date          | 0044-03-15 BC | a date outside the years 1 to 9999 is not exported; exclude the row
            fail | numeric(9,2)  | NaN           | NaN is no decimal; exclude the row
            fail | numeric       | Infinity      | Infinity is no decimal; exclude the row
            keep | date          | infinity      | infinity has no Parquet date; exclude the row
            keep | timestamp     | -infinity     | -infinity has no Parquet timestamp; exclude the row
            keep | timestamp     | 294276-12-31  | a timestamp after 294247-01-10 04:00:54 has no place in Parquet's
            keep | numeric(38,2) | NaN           | NaN is no decimal; exclude the row
            null | numeric(5,9)  | 0.00001234567 | nothing
            """)
    void failWithTheirRow(String policy, String type, String value, String reason) {
        DB.execute(
                "DROP TABLE IF EXISTS unfit",
                "CREATE TABLE unfit (id int, x %s)".formatted(type),
                "INSERT INTO unfit VALUES (1, NULL), (2, '%s')".formatted(value));

        Cli.Outcome outcome = Cli.run(
                "run",
                "--quiet",
                job().setting("special_values", policy).table("unfit").write());

        if (reason.equals("nothing")) {
            assertThat(outcome.err()).isEmpty();
        } else {
            assertThat(outcome.exitCode()).isNotZero();
            assertThat(outcome.err()).contains("public.unfit: column \"x\", row 2: " + reason);
            assertThat(directory.resolve("exports/public_unfit")).doesNotExist();
        }
    }

    @Test
    void aPlanSaysWhatDependsOnTheValues() {
        String byNull = Cli.run(
                        "plan",
                        job().setting("special_values", "null").table("special").write())
                .out();
        String byText = Cli.run(
                        "plan",
                        job().setting("special_values", "text").table("special").write())
                .out();

        assertThat(byNull).containsPattern("d +date +->  INT32 DATE \\(by policy\\)");
        assertThat(byText).containsPattern("d +date +->  INT32 DATE not null \\(measured\\)");
    }

    private List<String> exported(String columns) {
        return DuckDb.query("select %s from %s order by id".formatted(columns, DuckDb.files(published())));
    }

    /** Tells the first row that differs. */
    private static void assertSame(List<String> exported, List<String> stored) {
        assertThat(exported).hasSameSizeAs(stored);
        for (int i = 0; i < exported.size(); i++) {
            assertThat(normal(exported.get(i))).as("row %d", i).isEqualTo(normal(stored.get(i)));
        }
    }

    /** Without zeros behind the point, which are the column's. */
    private static String normal(String row) {
        return row.replaceAll("(\\.\\d*?)0+(?=\\|)", "$1").replaceAll("\\.(?=\\|)", "");
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = DB.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return DuckDb.texts(rows);
            }
        }
    }

    private void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper()
                .readTree(published().resolve("_export_metadata.json").toFile());
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private Path published() {
        return directory.resolve("exports/public_special");
    }
}

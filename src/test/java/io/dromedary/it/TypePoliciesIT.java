package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types without an exact counterpart: what DuckDB reads is what PostgreSQL prints. */
class TypePoliciesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    /** Types that go by their text form, with literals. */
    private static final Map<String, List<String>> TEXT_FORMS = Map.ofEntries(
            Map.entry("inet[]", List.of("{}", "{192.168.1.5,NULL}", "[5:6]={::1,10.0.0.0/8}")),
            Map.entry("spot", List.of("(1,10.0.0.1)", "(,)")),
            Map.entry("time with time zone", List.of("12:34:56.789+02", "24:00:00-15:59:59")),
            Map.entry("point", List.of("(1.1,-2)")),
            Map.entry("lseg", List.of("[(0,0),(1,2)]")),
            Map.entry("box", List.of("(3,4),(1,2)")),
            Map.entry("path", List.of("((0,0),(1,1),(2,0))", "[(0,0),(1,1)]")),
            Map.entry("polygon", List.of("((0,0),(1,1),(2,0))")),
            Map.entry("circle", List.of("<(1,2),3.5>")),
            Map.entry("line", List.of("{1,2,3}")),
            Map.entry("cidr", List.of("10.1.0.0/16", "2001:db8::/32")),
            Map.entry("macaddr", List.of("08:00:2b:01:02:03")),
            Map.entry("macaddr8", List.of("08:00:2b:01:02:03:04:05")),
            Map.entry("bit(5)", List.of("10110")),
            Map.entry("bit varying", List.of("", "101")),
            Map.entry("tsvector", List.of("a fat cat:3A")),
            Map.entry("tsquery", List.of("fat & (rat | !cat)")),
            Map.entry("pg_lsn", List.of("16/B374D848")),
            Map.entry("pg_snapshot", List.of("10:20:10,14,15")),
            Map.entry("txid_snapshot", List.of("10:20:10,14,15")),
            Map.entry("tid", List.of("(4294967295,65535)")),
            Map.entry("jsonpath", List.of("$.a[*] ? (@ > 1)")),
            Map.entry("regclass", List.of("pg_class")),
            Map.entry("regtype", List.of("integer")),
            Map.entry("oidvector", List.of("1 2 3")),
            Map.entry("cube", List.of("(1,2),(3,4)")),
            Map.entry("isbn", List.of("978-0-11-000533-1")));

    /** Types with a rule of their own that is not to read them as they are, with literals; compared as text too. */
    private static final Map<String, List<String>> RULED = Map.ofEntries(
            Map.entry("oid", List.of("0", "4294967295", "2147483648")),
            Map.entry("xid", List.of("3", "4294967295")),
            Map.entry("cid", List.of("0", "4294967295")),
            Map.entry("xid8", List.of("0", "18446744073709551615", "9223372036854775808")),
            Map.entry("\"char\"", List.of("x", "")),
            Map.entry("xml", List.of("<a b=\"c\">ü</a>", "text only")),
            Map.entry("citext", List.of("MiXed ü", "")),
            Map.entry("ltree", List.of("Top.Science.Astronomy", "")),
            Map.entry("short_text", List.of("ab", "")),
            Map.entry("amount", List.of("-12345678.90", "0.05")),
            Map.entry("amount_of_amount", List.of("0.01")),
            Map.entry("feeling", List.of("sad")),
            Map.entry("instant", List.of("2024-02-29 12:34:56.789")));

    @TempDir
    private Path directory;

    @BeforeAll
    static void prepare() {
        DB.execute(
                "CREATE EXTENSION citext",
                "CREATE EXTENSION ltree",
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION cube",
                "CREATE EXTENSION isn",
                "CREATE TYPE spot AS (a int, b inet)",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN short_text AS varchar(5)",
                "CREATE DOMAIN amount AS numeric(10,2) CHECK (value > -1e9)",
                "CREATE DOMAIN amount_of_amount AS amount NOT NULL",
                "CREATE DOMAIN feeling AS mood",
                "CREATE DOMAIN instant AS timestamp",
                // Texts must not depend on what somebody likes to see.
                "ALTER DATABASE %s SET IntervalStyle = 'iso_8601'".formatted(DB.database()),
                "ALTER DATABASE %s SET bytea_output = 'escape'".formatted(DB.database()),
                "ALTER DATABASE %s SET extra_float_digits = -3".formatted(DB.database()),
                "ALTER DATABASE %s SET TimeZone = 'Asia/Kolkata'".formatted(DB.database()));
    }

    @Test
    void typesWithoutACounterpartGoByTheirText() throws IOException, SQLException {
        List<String> columns = create("odd", TEXT_FORMS);

        run(job().table("odd").write());

        assertThat(exported("odd", columns)).isEqualTo(printed("odd", columns)).hasSize(6);
        JsonNode manifest = manifest("public_odd");
        assertThat(manifest.get("columns")).hasSize(1 + TEXT_FORMS.size());
        for (JsonNode column : manifest.get("columns")) {
            if (!column.get("name").asText().equals("id")) {
                assertThat(column.get("carried").asText()).isEqualTo("text form");
                assertThat(column.get("parquet_type").asText()).isEqualTo("BYTE_ARRAY STRING");
            }
        }
    }

    @Test
    void typesWithARuleOfTheirOwnAreEqual() throws SQLException {
        List<String> columns = create("ruled", RULED);

        run(job().setting("unknown_types", "fail").table("ruled").write());

        assertThat(exported("ruled", columns)).isEqualTo(printed("ruled", columns));
    }

    @Test
    void aDomainKeepsItsName() throws IOException {
        DB.execute(
                "CREATE TABLE named (a amount_of_amount, b short_text NOT NULL, c feeling, d int[], e instant)",
                "INSERT INTO named VALUES (1, 'x', 'ok', '{1}', 'epoch')");

        Path job = job().table("named").write();
        String plan = Cli.run("plan", job).out();
        run(job);

        assertThat(plan.lines().map(String::strip))
                .contains(
                        "a  amount_of_amount  ->  INT64 DECIMAL(10,2)",
                        "b  short_text        ->  BYTE_ARRAY STRING not null",
                        "c  feeling           ->  BYTE_ARRAY ENUM",
                        "d  integer[]         ->  LIST<INT32>",
                        "e  instant           ->  INT64 TIMESTAMP(MICROS,local)");
        assertThat(manifest("public_named").at("/columns/0/source_type").asText())
                .isEqualTo("amount_of_amount");
    }

    @Test
    void anAddressIsPrintedAsByPostgresql() {
        DB.execute(
                "CREATE TABLE address (id int, a inet)",
                "INSERT INTO address VALUES (1, '192.168.1.5'), (2, '192.168.1.5/24'), (3, '::1'), (4, NULL)");

        run(job().table("address").write());

        assertThat(DuckDb.query("select a from " + DuckDb.files(published("public_address")) + " order by id"))
                .containsExactly("192.168.1.5", "192.168.1.5/24", "::1", "null");
    }

    @Test
    void moneyIsADecimal() throws SQLException {
        DB.execute(
                "CREATE TABLE paid (id int, m money)",
                "INSERT INTO paid VALUES (1, '-92233720368547758.08'), (2, '92233720368547758.07'),"
                        + " (3, '0.01'), (4, NULL)");

        run(job().table("paid").write());

        assertThat(DuckDb.query("select id, m from " + DuckDb.files(published("public_paid")) + " order by id"))
                .isEqualTo(rows("SELECT id, m::numeric FROM paid ORDER BY id"));
    }

    @Test
    void queriesGoByTheSameRules() throws SQLException {
        run(job().entry(Map.of(
                        "name",
                        "q",
                        "query",
                        "SELECT i AS id, i * interval '1 day' AS d, ROW(i, 'x') AS r, ARRAY[i, NULL] AS a, i::oid AS o "
                                + "FROM generate_series(1, 3) AS i -- the end"))
                .write());

        assertThat(DuckDb.query("select id, d::text, r, a::text, o from " + DuckDb.files(published("query_q"))
                        + " order by id"))
                .containsExactly(
                        "1|{'months': 0, 'days': 1, 'microseconds': 0}|(1,x)|[1, NULL]|1",
                        "2|{'months': 0, 'days': 2, 'microseconds': 0}|(2,x)|[2, NULL]|2",
                        "3|{'months': 0, 'days': 3, 'microseconds': 0}|(3,x)|[3, NULL]|3");
    }

    /** A table with a column of each type; row n has the n-th literal of each, the last row has none. */
    private static List<String> create(String table, Map<String, List<String>> types) {
        List<String> names = types.keySet().stream().sorted().toList();
        String columns = names.stream()
                .map(type -> "\"%s\" %s".formatted(type.replace("\"", ""), type))
                .collect(Collectors.joining(", "));
        DB.execute("CREATE TABLE %s (id int, %s)".formatted(table, columns.replace("NOT NULL", "")));
        for (int row = 0; row < 6; row++) {
            int at = row;
            String values = names.stream()
                    .map(type -> literal(type, types.getOrDefault(type, List.of()), at))
                    .collect(Collectors.joining(", "));
            DB.execute("INSERT INTO %s VALUES (%d, %s)".formatted(table, row, values));
        }
        return names.stream().map(type -> type.replace("\"", "")).toList();
    }

    private static String literal(String type, List<String> values, int row) {
        boolean isLast = row == 5 && !type.equals("amount_of_amount");
        return isLast
                ? "NULL"
                : "'%s'".formatted(values.get(row % values.size()).replace("'", "''"));
    }

    private List<String> exported(String table, List<String> columns) {
        String casts = columns.stream().map("\"%s\"::text"::formatted).collect(Collectors.joining(", "));
        return DuckDb.query(
                "select %s from %s order by id".formatted(casts, DuckDb.files(published("public_" + table))));
    }

    private static List<String> printed(String table, List<String> columns) throws SQLException {
        String casts = columns.stream().map("\"%s\"::text"::formatted).collect(Collectors.joining(", "));
        return rows("SELECT %s FROM %s ORDER BY id".formatted(casts, table));
    }

    private static List<String> rows(String sql) throws SQLException {
        try (Connection connection = DB.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1;"
                    + " SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return DuckDb.texts(rows);
            }
        }
    }

    private static void run(Path job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private JsonNode manifest(String directoryName) throws IOException {
        return new ObjectMapper()
                .readTree(published(directoryName)
                        .resolve("_export_metadata.json")
                        .toFile());
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private Path published(String name) {
        return directory.resolve("exports").resolve(name);
    }
}

package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.ColumnType;
import io.dromedary.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value is compared with what PostgreSQL itself writes as text. */
class TypeDecodingTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static Source source;

    @BeforeAll
    static void connect() {
        POSTGRES.execute("CREATE TYPE mood AS ENUM ('sad', 'ok', 'sehr glücklich', '')");
        source = Source.of(POSTGRES);
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    boolean        | true, false
                    smallint       | -32768, -1, 0, 1, 32767
                    integer        | -2147483648, -1, 0, 1, 2147483647
                    bigint         | -9223372036854775808, -1, 0, 1, 9223372036854775807
                    numeric(1,0)   | -9, 0, 9
                    numeric(1,1)   | -0.9, 0, 0.1
                    numeric(4,4)   | 0.0001, 0.9999, -0.0100, 0
                    numeric(5,2)   | -999.99, -0.01, 0, 0.1, 10, 100, 999.99
                    numeric(9,0)   | -999999999, 999999999, 100000000, 10000
                    numeric(9,9)   | 0.999999999, -0.000000001, 0.00001
                    numeric(10,5)  | 99999.99999, -99999.99999, 0.00001, 10000, 1.5
                    numeric(18,0)  | 999999999999999999, -999999999999999999, 100000000000000000
                    numeric(18,1)  | 12345678901234567.8, -99999999999999999.9, 0.1
                    numeric(18,18) | 0.999999999999999999, -0.000000000000000001
                    numeric(15,2)  | 9999999999999.99, 10000, 0.01, -1234.5
                    numeric(19,0)  | 9999999999999999999, -9999999999999999999, 9223372036854775808, 0, -1
                    numeric(20,3)  | 12345678901234567.891, -0.001, 10000, 100000000, 1
                    numeric(38,0)  | 99999999999999999999999999999999999999, -99999999999999999999999999999999999999
                    numeric(38,10) | 1, -1, 0, 0.0000000001, 9999999999999999999999999999.9999999999, 18446744073709551616
                    numeric(38,38) | 0.99999999999999999999999999999999999999, -0.00000000000000000000000000000000000001
                    numeric(38,37) | -1.0000000000000000000000000000000000001, 9.25
                    text           | '', 'a', 'Grüße, 日本語 🐪', E'a\\nb\\tc\\\\', ' padded '
                    varchar(10)    | '', '0123456789', 'ÄÖÜ'
                    name           | 'pg_class', ''
                    bytea          | '', '\\x00', '\\xdeadbeef00ff'
                    uuid           | '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'
                    json           | '{}', '{"a":  1 , "a": 2}', ' [1, null]', '"x"', 'null'
                    jsonb          | '{}', '{"a":  1 , "a": 2}', ' [1, null]', '"x"', 'null'
                    mood           | 'sad', 'ok', 'sehr glücklich', ''
                    date           | '0001-01-01', '1969-12-31', '1970-01-01', '1999-12-31', '2000-01-01', '9999-12-31', '2024-02-29'
                    time           | '00:00', '23:59:59.999999', '12:34:56.7', '00:00:00.000001'
                    timestamp      | '0001-01-01 00:00', '1969-12-31 23:59:59.999999', '1970-01-01', '2000-01-01', '9999-12-31 23:59:59.999999'
                    timestamp(0)   | '2024-02-29 12:34:56.5'
                    timestamptz    | '0001-01-01 00:00+00', '1970-01-01 00:00+02', '2024-07-01 12:00 Europe/Berlin', '9999-12-31 23:59:59.999999+00'
                    """)
    void readsWhatPostgresqlPrints(String type, String values) throws SQLException {
        String rows = "(VALUES (" + values.replace(", '", "), ('").replaceAll(", (?=[-0-9tf])", "), (") + ")) AS v(x)";
        if (type.endsWith("json") || type.equals("jsonb") || type.equals("text")) {
            rows = "unnest(ARRAY[" + values + "]::" + type + "[]) AS v(x)";
        }
        POSTGRES.execute(
                "DROP TABLE IF EXISTS value",
                "CREATE TABLE value (x " + type + ")",
                "INSERT INTO value SELECT x::" + type + " FROM " + rows,
                "INSERT INTO value VALUES (NULL)",
                "INSERT INTO value SELECT x FROM value");
        List<String> expected = printed("SELECT x::text FROM value");
        assertThat(expected).hasSizeGreaterThanOrEqualTo(4).contains(RowTexts.NULL);
        assertThat(column(source.read("value"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "double precision"})
    void readsFloatingPointToTheLastBit(String type) throws SQLException {
        String limits = type.equals("real")
                ? "('3.4028235e38'), ('-3.4028235e38'), ('1e-45'), ('16777217')"
                : "('1.7976931348623157e308'), ('-1.7976931348623157e308'), ('4.9e-324'), ('9007199254740993')";
        POSTGRES.execute(
                "DROP TABLE IF EXISTS value",
                "CREATE TABLE value (x " + type + ")",
                "INSERT INTO value SELECT x::" + type
                        + " FROM (VALUES ('0'), ('-0'), ('0.1'), ('1.5'), ('NaN'), ('Infinity'), ('-Infinity'), "
                        + limits + ") AS v(x)");
        List<String> expected = printed("SELECT x::text FROM value").stream()
                .map(text -> type.equals("real")
                        ? Float.toString(Float.parseFloat(text))
                        : Double.toString(Double.parseDouble(text)))
                .toList();
        assertThat(column(source.read("value"))).isEqualTo(expected).hasSize(11);
    }

    @Test
    void padsCharacterAsPostgresqlDoes() {
        assertThat(source.readQuery("SELECT 'ab'::char(5) AS x UNION ALL SELECT 'é'::char(2)"))
                .containsExactly(List.of("ab   "), List.of("é "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    date             | infinity          | infinity has no Parquet date
                    date             | -infinity         | -infinity has no Parquet date
                    date             | 0001-12-31 BC     | a date outside the years 1 to 9999 is not exported
                    date             | 10000-01-01       | a date outside the years 1 to 9999 is not exported
                    date             | 5874897-12-31     | a date outside the years 1 to 9999 is not exported
                    timestamp        | infinity          | infinity has no Parquet timestamp
                    timestamptz      | -infinity         | -infinity has no Parquet timestamp
                    timestamp        | 4713-01-01 BC     | a timestamp outside the years 1 to 9999 is not exported
                    timestamp        | 10000-01-01       | a timestamp outside the years 1 to 9999 is not exported
                    timestamp        | 294276-12-31      | a timestamp after 294247-01-10 04:00:54 has no place in Parquet's microseconds
                    time             | 24:00:00          | 24:00:00 has no Parquet time
                    numeric(9,2)     | NaN               | NaN is no decimal
                    numeric(18,2)    | NaN               | NaN is no decimal
                    numeric(38,2)    | NaN               | NaN is no decimal
                    """)
    void refusesWhatParquetCannotHold(String type, String value, String reason) {
        POSTGRES.execute(
                "DROP TABLE IF EXISTS unfit",
                "CREATE TABLE unfit (id int, \"the x\" " + type + ")",
                "INSERT INTO unfit SELECT i FROM generate_series(1, 16) AS i",
                "INSERT INTO unfit VALUES (17, '" + value + "')");
        assertThatThrownBy(() -> source.read("unfit"))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> {
                    assertThat(failure.category()).isEqualTo(FailureCategory.DATA);
                    assertThat(failure.isRetryable()).isFalse();
                })
                .hasMessage(
                        "public.unfit: column \"the x\", row 17: %s; exclude the row with where_clause or set special_values",
                        reason);
    }

    @Test
    void refusesTypesWithoutACounterpartIfAskedTo() {
        POSTGRES.execute(
                "CREATE TYPE pair AS (a int, b inet)",
                "CREATE TABLE refused (ok int, p pair, i timetz, a inet[], l pg_lsn, o oid, c \"char\")");
        try (Source strict = Source.of(
                POSTGRES.settings(),
                new TypePolicies(
                        UnknownTypes.FAIL,
                        Numerics.Choice.AUTO,
                        SpecialValues.FAIL,
                        InvalidText.FAIL,
                        ReaderProfile.DEFAULT))) {
            var table = strict.describe("refused");
            assertThat(table.columns()).extracting("name").containsExactly("ok", "l", "o", "c");
            assertThat(table.refusedColumns())
                    .extracting(column -> column.name() + ": " + column.reason())
                    .containsExactly(
                            "p: pair has no exact Parquet type and unknown_types is fail; exclude the column,"
                                    + " cast it in a query, or choose unknown_types: text",
                            "i: time with time zone has no exact Parquet type and unknown_types is fail; exclude the column,"
                                    + " cast it in a query, or choose unknown_types: text",
                            "a: inet[] has no exact Parquet type and unknown_types is fail; exclude the column,"
                                    + " cast it in a query, or choose unknown_types: text");
        }
    }

    @Test
    void describesTypesWithTheirModifiers() {
        POSTGRES.execute(
                "CREATE TABLE typed (a numeric(15,2) NOT NULL, b varchar(7), c timestamp(3), d mood, e char(3))");
        assertThat(source.describe("typed").columns())
                .extracting(column -> column.sourceType() + (column.nullable() ? "" : " not null"))
                .containsExactly(
                        "numeric(15,2) not null",
                        "character varying(7)",
                        "timestamp(3) without time zone",
                        "mood",
                        "character(3)");
        assertThat(source.describe("typed").columns())
                .extracting("type")
                .startsWith(
                        new ColumnType.Decimal(15, 2),
                        new ColumnType.Text(ColumnType.TextKind.STRING),
                        new ColumnType.Timestamp(false),
                        new ColumnType.Text(ColumnType.TextKind.ENUM));
    }

    private static List<String> column(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).toList();
    }

    private static List<String> printed(String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    texts.add(text == null ? RowTexts.NULL : text);
                }
            }
        }
        return texts;
    }
}

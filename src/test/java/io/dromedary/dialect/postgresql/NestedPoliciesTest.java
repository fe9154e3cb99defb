package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ReaderProfile;
import io.dromedary.dialect.ReplacedValues;
import io.dromedary.dialect.ReplacedValues.ReplacedValue;
import io.dromedary.dialect.RowCursor;
import io.dromedary.dialect.RowQuery;
import io.dromedary.dialect.Snapshot;
import io.dromedary.dialect.TableDescription;
import io.dromedary.dialect.TypePolicies;
import io.dromedary.dialect.TypePolicies.InvalidText;
import io.dromedary.dialect.TypePolicies.Numerics;
import io.dromedary.dialect.TypePolicies.SpecialValues;
import io.dromedary.dialect.TypePolicies.UnknownTypes;
import io.dromedary.table.Column;
import io.dromedary.table.ColumnType;
import io.dromedary.table.Conversion.Fidelity;
import io.dromedary.table.TableSchema;
import io.dromedary.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Special values inside of others. */
class NestedPoliciesTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();

    @BeforeAll
    static void create() {
        POSTGRES.execute(
                "CREATE TYPE stay AS (days date[], span tsrange, part time)",
                "CREATE TABLE special (id int, a int[] NOT NULL, d date[], s stay, ss stay[], m datemultirange,"
                        + " r int4range)",
                "INSERT INTO special SELECT i, '{}', '{2024-01-01}', NULL, NULL, NULL, NULL"
                        + " FROM generate_series(1, 5000) AS i",
                "INSERT INTO special VALUES (5001, '{{1}}', '{NULL,2024-01-01,infinity}',"
                        + " ROW('{-infinity}', '[2024-01-01,infinity)', '24:00'),"
                        + " ARRAY[NULL, ROW(NULL, NULL, '12:00'), ROW(NULL, NULL, '24:00')]::stay[],"
                        + " '{[2024-01-01,infinity)}', 'empty')",
                "INSERT INTO special VALUES (5002, '[0:0]={1}', '{{infinity}}', NULL, '{}', '{}', '[1,2)')",
                "CREATE TABLE plain (a int[], d date[], s stay, ss stay[], m datemultirange, i interval)",
                "INSERT INTO plain VALUES ('{1}', '{2024-01-01,NULL}', ROW('{}', '[2024-01-01,)', '12:00'),"
                        + " '{NULL}', '{}', '1 day'), (NULL, NULL, NULL, NULL, NULL, NULL)");
    }

    @Test
    void replacesThePartThatIsSpecialAndCountsIt() {
        try (Source source = source(SpecialValues.NULL)) {
            TableDescription table = source.describe("special");
            assertThat(column(table, "a").nullable()).isTrue();
            assertThat(column(table, "a").conversion().fidelity()).isEqualTo(Fidelity.BY_POLICY);
            assertThat(column(table, "r").conversion().fidelity()).isEqualTo(Fidelity.EXACT);
            RowQuery query = Source.query(table);
            try (Snapshot snapshot = source.snapshot(table);
                    RowCursor cursor = snapshot.open(query)) {
                List<List<String>> rows = RowTexts.readAll(cursor, query.schema());
                assertThat(rows.get(5000))
                        .containsExactly(
                                "5001",
                                "NULL",
                                "[NULL, 2024-01-01, NULL]",
                                "{[NULL], {2024-01-01 00:00:00, NULL, true, false, false}, NULL}",
                                "[NULL, {NULL, NULL, 12:00:00}, {NULL, NULL, NULL}]",
                                "[{2024-01-01, NULL, true, false, false}]",
                                "{NULL, NULL, false, false, true}");
                assertThat(rows.get(5001).subList(0, 3)).containsExactly("5002", "NULL", "NULL");
                assertThat(cursor.replaced())
                        .containsExactly(
                                replaced(
                                        "a",
                                        value(5001, "array of 2 dimensions"),
                                        value(5002, "array that counts from 0")),
                                // Values as a whole are looked at before their parts.
                                replaced("d", value(5002, "array of 2 dimensions"), value(5001, "infinity")),
                                replaced(
                                        "s",
                                        value(5001, "-infinity"),
                                        value(5001, "infinity"),
                                        value(5001, "24:00:00")),
                                replaced("ss", value(5001, "24:00:00")),
                                replaced("m", value(5001, "infinity")));
            }
        }
    }

    @Test
    void turnsColumnsWithASpecialPartIntoText() {
        try (Source source = source(SpecialValues.TEXT)) {
            TableDescription table = source.describe("special");
            assertThat(column(table, "ss").conversion().fidelity()).isEqualTo(Fidelity.MEASURED);
            try (Snapshot snapshot = source.snapshot(table)) {
                TableSchema settled = snapshot.settle(Source.query(table));
                assertThat(settled.columns().subList(1, 6)).allSatisfy(column -> {
                    assertThat(column.type()).isEqualTo(TypeMapping.STRING);
                    assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.TEXT_FORM);
                });
                assertThat(settled.columns().get(6).type()).isInstanceOf(ColumnType.Struct.class);
                var query = new RowQuery(
                        table.source(),
                        settled,
                        "id > 5000",
                        Source.query(table).bounds());
                assertThat(Source.read(snapshot, query).get(1).subList(0, 3))
                        .containsExactly("5002", "[0:0]={1}", "{{infinity}}");
            }
        }
    }

    @Test
    void keepsColumnsWithoutSpecialPartsAsTheyAre() {
        try (Source source = source(SpecialValues.TEXT)) {
            TableDescription table = source.describe("plain");
            try (Snapshot snapshot = source.snapshot(table)) {
                TableSchema settled = snapshot.settle(Source.query(table));
                assertThat(settled.columns())
                        .allSatisfy(column ->
                                assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.EXACT));
                var query = new RowQuery(
                        table.source(), settled, "", Source.query(table).bounds());
                assertThat(Source.read(snapshot, query).get(0))
                        .containsExactly(
                                "[1]",
                                "[2024-01-01, NULL]",
                                "{[], {2024-01-01 00:00:00, NULL, true, false, false}, 12:00:00}",
                                "[NULL]",
                                "[]",
                                "{0, 1, 0}");
            }
        }
    }

    @Test
    void goesWithNumbersWithoutASizeByTheirPolicy() {
        POSTGRES.execute(
                "CREATE TABLE sizeless (a numeric[], r numrange, p numeric(50,1)[])",
                "INSERT INTO sizeless VALUES ('{0.1,NULL,1234567890.123456789012345678,-1e3}', '[0.25,)', '{-7.5}'),"
                        + " (NULL, 'empty', '{}')");
        try (Source source = source(Numerics.Choice.DOUBLE)) {
            assertThat(source.describe("sizeless").columns())
                    .allSatisfy(
                            column -> assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.BY_POLICY));
            assertThat(source.read("sizeless"))
                    .containsExactly(
                            List.of(
                                    "[0.1, NULL, 1.2345678901234567E9, -1000.0]",
                                    "{0.25, NULL, true, false, false}",
                                    "[-7.5]"),
                            List.of("NULL", "{NULL, NULL, false, false, true}", "[]"));
        }
        try (Source source = source(new Numerics.Fixed(new ColumnType.Decimal(30, 20)))) {
            assertThat(source.describe("sizeless").columns())
                    .allSatisfy(
                            column -> assertThat(column.conversion().fidelity()).isEqualTo(Fidelity.EXACT));
            assertThat(source.read("sizeless").get(0).get(0))
                    .isEqualTo("[0.10000000000000000000, NULL, 1234567890.12345678901234567800,"
                            + " -1000.00000000000000000000]");
        }
    }

    @Test
    void failsAtNumbersThatThePolicyHasNoPlaceFor() {
        POSTGRES.execute(
                "CREATE TABLE too_large (a numeric[])",
                "INSERT INTO too_large VALUES ('{1}'), ('{NaN,Infinity,1e309}')");
        try (Source source = source(Numerics.Choice.DOUBLE)) {
            assertThatThrownBy(() -> source.read("too_large"))
                    .hasMessage("public.too_large: column \"a\", row 2: element 3: the number is larger than every"
                            + " double; set numeric to text");
        }
        POSTGRES.execute("UPDATE too_large SET a = '{1.25}'");
        try (Source source = source(new Numerics.Fixed(new ColumnType.Decimal(9, 1)))) {
            assertThatThrownBy(() -> source.read("too_large"))
                    .hasMessage("public.too_large: column \"a\", row 1: element 1: the number does not fit"
                            + " numeric(9,1); cast the column in a query");
        }
    }

    private static Source source(SpecialValues policy) {
        return source(Numerics.Choice.AUTO, policy);
    }

    private static Source source(Numerics numerics) {
        return source(numerics, SpecialValues.FAIL);
    }

    private static Source source(Numerics numerics, SpecialValues policy) {
        return Source.of(
                POSTGRES.settings(),
                new TypePolicies(UnknownTypes.FAIL, numerics, policy, InvalidText.FAIL, ReaderProfile.DEFAULT));
    }

    private static Column column(TableDescription table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ReplacedValues replaced(String column, ReplacedValue... values) {
        return new ReplacedValues(column, values.length, List.of(values));
    }

    private static ReplacedValue value(long row, String text) {
        return new ReplacedValue(row, text);
    }
}

package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.DefinedTable;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.DefaultValue;
import io.dromedary.table.QualifiedName;
import io.dromedary.table.TableDefinition;
import io.dromedary.table.TypeDefinition;
import io.dromedary.testing.TableDefinitions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HarmlessSqlTest {

    private static void require(TableDefinition definition, boolean isTrusted) {
        HarmlessSql.require(new DefinedTable(definition.id(), definition, isTrusted));
    }

    private static TableDefinition withDefault(String sql) {
        return TableDefinitions.of(TableDefinitions.column("c", "int", new DefaultValue.Expression(sql)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.50",
                "'a backslash \\'::text",
                "'it''s; pg_read_file(x) -- no comment'::text",
                "E'a\\\\b\\'; lo_import('",
                "nextval('sales.shared'::regclass) * 2",
                "(upper('x'::text) || pg_catalog.lower(\"Odd \"\"name\"))",
                "ARRAY['a'::text, 'b;c'::text]",
                "((CURRENT_DATE + 1) > ('2000-01-01'::date)::timestamp(3) without time zone)",
                "((VALUE)::numeric(12,2) >= (0)::numeric) AND ((state = ANY (ARRAY['a'::sales.state])) OR (NOT flag))",
                "CASE WHEN (price IS NULL) THEN (1) ELSE COALESCE(price, (0)::numeric) END",
                "EXTRACT(year FROM at)",
                "'0101'::public.geometry(Point,4326)",
            })
    void whatTouchesOnlyItsArgumentsIsTaken(String sql) {
        assertThatCode(() -> require(withDefault(sql), false)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_read_file('/etc/passwd')",
                "PG_READ_FILE ('/etc/passwd')",
                "\"pg_read_file\"('/etc/passwd')",
                "pg_catalog.pg_read_file('x')",
                "pg_catalog.\"pg_read_file\"\n('x')",
                "public.lower('x')",
                "upper(dblink_exec('x'))",
                "U&\"pg_read_file\"('x')",
                "'x' OPERATOR(public.+) 'y'",
                "query_to_xml('DROP TABLE x', true, true, '')",
                "lo_import/**/('x')",
                "1 -- \n",
                "$$x$$",
                "größe('x')",
                "(SELECT 1 FROM set_config('a', 'b', false))",
                "E'a'\n'\\' || ' || pg_sleep(1)::text -- '",
                "E'\\\n\\' || ' || pg_sleep(1) -- '",
                "E'\\\n' 'x'",
                "'a' 'b'",
            })
    void whatCallsAnythingElseIsRefused(String sql) {
        var name = new QualifiedName("public", "d");
        for (TableDefinition definition : List.of(
                withDefault(sql),
                TableDefinitions.of(TableDefinitions.column("c", "int", new DefaultValue.Generated(sql, true))),
                TableDefinitions.of(
                        List.of(new TypeDefinition.Domain(
                                name, "int", true, "", null, List.of(new TypeDefinition.Check("k", sql)))),
                        TableDefinitions.column("c", "int")),
                TableDefinitions.of(
                        List.of(new TypeDefinition.Domain(name, "int", true, sql, null, List.of())),
                        TableDefinitions.column("c", "int")),
                TableDefinitions.with(List.of(new TypeDefinition.Check("k", sql)), List.of()),
                TableDefinitions.with(List.of(), List.of(TableDefinitions.index(sql, ""))),
                TableDefinitions.with(List.of(), List.of(TableDefinitions.index("", sql))))) {
            assertThatThrownBy(() -> require(definition, false))
                    .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                            .isEqualTo(FailureCategory.CONFIGURATION))
                    .hasMessageContaining("set import_settings.table_definition to trusted");
            assertThatCode(() -> require(definition, true)).doesNotThrowAnyException();
        }
    }

    @Test
    void onlyADefaultTakesANumberOfASequence() {
        String sql = "nextval('public.others'::regclass)";

        assertThatCode(() -> require(withDefault(sql), false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> require(
                        TableDefinitions.with(List.of(new TypeDefinition.Check("k", sql + " > 0")), List.of()), false))
                .hasMessageContaining("calls nextval, which is not known to be harmless");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bigint",
                "double precision",
                "character varying(40)",
                "timestamp(3) without time zone",
                "interval day to second(2)",
                "numeric(5,-2)[]",
                "\"char\"",
                "\"Odd schema\".\"Size, of\"[]",
                "public.geometry(PointZM,4326)",
            })
    void typesAreTaken(String type) {
        assertThatCode(() -> require(TableDefinitions.of(TableDefinitions.column("c", type)), false))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int DEFAULT pg_read_file('x')",
                "int CHECK (lo_import('x') > 0)",
                "int, evil int",
                "numeric((SELECT 1))",
                "",
                "int REFERENCES victim",
            })
    void whatIsMoreThanATypeIsRefusedEvenIfItIsTrusted(String type) {
        assertThatThrownBy(() -> require(TableDefinitions.of(TableDefinitions.column("c", type)), true))
                .hasMessage(
                        "public.orders: column c: \"%s\" is no type. No database writes this, so the file was"
                                + " tampered with: do not use it.",
                        type);
    }
}

package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.TableDescription;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.TableId;
import io.dromedary.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryCatalogTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static Source source;

    @BeforeAll
    static void connect() {
        POSTGRES.execute(
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN price AS numeric(8,3)",
                "CREATE TABLE typed (a int NOT NULL, b numeric(15,2), c varchar(7), d mood, e price, f jsonb)",
                "INSERT INTO typed VALUES (1, 2.5, 'x', 'ok', 3.125, '{\"k\": 1}')");
        source = Source.of(POSTGRES);
    }

    @AfterAll
    static void disconnect() {
        source.close();
    }

    @Test
    void describesTheColumnsOfAQuery() {
        TableDescription query =
                describe("SELECT a, b, c, d, e, f, b * 2 AS doubled, b::numeric(3,-1) AS coarse FROM typed");
        assertThat(query.kind()).isEqualTo("query");
        assertThat(query.estimatedRows()).isEmpty();
        assertThat(query.columns())
                .extracting(column ->
                        "%s %s %s %s".formatted(column.name(), column.type(), column.sourceType(), column.nullable()))
                .containsExactly(
                        "a Int32[bits=32] integer true",
                        "b Decimal[precision=15, scale=2] numeric(15,2) true",
                        "c Text[kind=STRING] character varying true",
                        "d Text[kind=ENUM] mood true",
                        "e Decimal[precision=8, scale=3] numeric(8,3) true",
                        "f Text[kind=JSON] jsonb true",
                        "doubled Text[kind=STRING] numeric true",
                        "coarse Decimal[precision=4, scale=0] numeric(3,-1) true");
    }

    @Test
    void readsAQueryWhateverItsForm() {
        assertThat(source.readQuery(
                        "WITH t AS (SELECT a FROM typed) SELECT a, 'x;y' AS \"odd \"\"name\" FROM t -- the end"))
                .containsExactly(List.of("1", "x;y"));
        assertThat(source.readQuery("VALUES (1, 'a'), (2, 'b')")).containsExactly(List.of("1", "a"), List.of("2", "b"));
        assertThat(source.readQuery("TABLE typed"))
                .containsExactly(List.of("1", "2.50", "x", "ok", "3.125", "{\"k\": 1}"));
        assertThat(source.readQuery("SELECT f ? 'k' AS has_key FROM typed")).containsExactly(List.of("true"));
    }

    @Test
    void tellsTheServersComplaintAndItsPlace() {
        assertRefused(
                "SELECT a,\n  missing FROM typed",
                "query.q: the server refuses the query: column \"missing\" does not exist at character 13 of it."
                        + " Correct it and try again");
        assertRefused(
                "SELEC 1",
                "query.q: the server refuses the query: syntax error at or near \"1\" at character 7 of it."
                        + " Correct it and try again");
        assertRefused(
                "SELECT 1 AS x FROM",
                "query.q: the server refuses the query: syntax error at or near \")\" at its end."
                        + " Correct it and try again");
    }

    @Test
    void refusesWhatChangesTheDatabase() {
        assertThatThrownBy(() -> describe("DELETE FROM typed RETURNING a")).hasMessageContaining("syntax error");
        assertThatThrownBy(() -> describe("SELECT 1; DROP TABLE typed"))
                .hasMessage("query.q: query, at character 9: it has a semicolon; give one statement without one");
        assertThat(source.read("typed")).hasSize(1);
    }

    @Test
    void refusesTwoColumnsOfOneName() {
        assertRefused(
                "SELECT 1 AS a, 2 AS a",
                "query.q: more than one column of the query is named \"a\"; give each a name of its own with AS.");
    }

    @Test
    void namesEveryNameThatColumnsShare() {
        assertRefused(
                "SELECT *, 1, 2, 'x' AS \"A\" FROM typed AS x CROSS JOIN typed AS y",
                "query.q: more than one column of the query is named \"a\", more than one \"b\", more than one \"c\", "
                        + "more than one \"d\", more than one \"e\", more than one \"f\", "
                        + "more than one \"?column?\"; give each a name of its own with AS.");
    }

    private static TableDescription describe(String sql) {
        return source.database().describeQuery(new TableId("query", "q"), sql);
    }

    private static void assertRefused(String sql, String message) {
        assertThatThrownBy(() -> describe(sql))
                .hasMessage(message)
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.CONFIGURATION));
    }
}

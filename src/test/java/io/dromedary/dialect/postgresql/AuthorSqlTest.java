package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorSqlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1",
                "(a or b) and (c)",
                "name = 'it''s ; ) ('",
                "\"odd ; ) name\" = 1",
                "name = E'a\\';)' and true",
                "name = $$ ; ) $$ or name = $tag$ $$ ; ) $tag$",
                "a = 1 -- ; ) the rest",
                "a /* ; ) /* nested ) */ ; */ = 1",
                "cost$ = 1 and price$a = 2",
                "a = 'C:\\' and (b)",
                "price = '$' || x"
            })
    void acceptsWhatStaysInsideItsParentheses(String sql) {
        assertThat(AuthorSql.requireSelfContained("where_clause", sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a; DROP TABLE b  | 2 | it has a semicolon; give one statement without one
                    a) OR (b         | 2 | it closes a parenthesis that it has not opened
                    (a               | 3 | a parenthesis is not closed
                    a = 'open        | 5 | a quote is not closed
                    a = "open        | 5 | a quote is not closed
                    a = E'x\\'       | 6 | a quote is not closed
                    a /* open        | 3 | a comment is not closed
                    a = $x$ open $$  | 5 | a dollar quote is not closed
                    'a\\';b          | 5 | it has a semicolon; give one statement without one
                    """)
    void refusesWhatReachesBeyondThem(String sql, int character, String reason) {
        assertThatThrownBy(() -> AuthorSql.requireSelfContained("where_clause", sql))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage("where_clause, at character %d: %s".formatted(character, reason));
    }
}

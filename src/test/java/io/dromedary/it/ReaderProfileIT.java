package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader cannot have goes by its text form; what it can stays as it is. */
class ReaderProfileIT {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        POSTGRES.execute("CREATE TABLE profiled (t time, u uuid, us uuid[], ls int[], lls int[][], s timestamp)", """
                INSERT INTO profiled VALUES ('12:34:56.789', '01234567-89ab-cdef-0123-456789abcdef',
                  '{01234567-89ab-cdef-0123-456789abcdef,NULL}', '{1,2}', '{{1,2},{3,4}}', '2024-03-31 02:30')""");
    }

    @Test
    void everythingIsItselfByDefault() {
        assertThat(types("default"))
                .isEqualTo(types("trino"))
                .containsExactly("TIME", "UUID", "UUID[]", "INTEGER[]", "INTEGER[][]", "TIMESTAMP");
    }

    @Test
    void sparkGetsTimesAndUuidsAsText() {
        assertThat(types("spark"))
                .containsExactly("VARCHAR", "VARCHAR", "VARCHAR", "INTEGER[]", "INTEGER[][]", "TIMESTAMP");
        assertThat(DuckDb.query("select t, u, us from " + DuckDb.files(published("spark"))))
                .containsExactly("12:34:56.789|01234567-89ab-cdef-0123-456789abcdef|"
                        + "{01234567-89ab-cdef-0123-456789abcdef,NULL}");
    }

    @Test
    void bigQueryGetsArraysOfArraysAsText() {
        assertThat(types("bigquery")).containsExactly("TIME", "UUID", "UUID[]", "INTEGER[]", "VARCHAR", "TIMESTAMP");
        assertThat(DuckDb.query("select lls from " + DuckDb.files(published("bigquery"))))
                .containsExactly("{{1,2},{3,4}}");
    }

    private List<String> types(String profile) {
        Outcome outcome = Cli.run(
                "run",
                "--quiet",
                new JobFile(directory.resolve(profile), POSTGRES)
                        .setting("profile", profile)
                        .table("profiled")
                        .write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        return DuckDb.query(
                "select column_type from (describe select * from %s)".formatted(DuckDb.files(published(profile))));
    }

    private Path published(String profile) {
        return directory.resolve(profile).resolve("exports/public_profiled");
    }
}

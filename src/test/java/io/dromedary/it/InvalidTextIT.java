package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases whose encoding is not UTF-8, and one whose text need not be any. */
class InvalidTextIT {
    private static final TestPostgres ASCII = TestPostgres.createDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'");
    private static final TestPostgres LATIN = TestPostgres.createDatabase("ENCODING 'LATIN1' LOCALE 'C'");
    private static final String COLUMNS = "t, v, c, n, m, j, a";

    @TempDir
    private Path directory;

    @BeforeAll
    static void create() {
        ASCII.execute(
                "CREATE TYPE mood AS ENUM ('glücklich')",
                "CREATE TABLE valid (id int, t text, v varchar(9), c char(9), n name, m mood, j jsonb, a text[], b bytea)",
                "INSERT INTO valid VALUES (1, 'größe', 'ü', 'é ', 'naïve', 'glücklich', '{\"ö\": 1}', '{ä}', '\\xe9'),"
                        + " (2, '', '', '', '', NULL, 'null', '{}', '')",
                "CREATE TABLE invalid (id int, t text, fine text)",
                "INSERT INTO invalid SELECT i, CASE WHEN i % 1000 = 7"
                        + " THEN convert_from('\\x636166e92021'::bytea, 'SQL_ASCII') ELSE 'café ' || i END, 'ok'"
                        + " FROM generate_series(1, 10000) AS i");
        LATIN.execute(
                "CREATE TABLE latin AS SELECT 1 AS id, 'Größe'::text AS t, 'é'::char(3) AS c, '{é}'::text[] AS a");
    }

    @Test
    void anotherEncodingBecomesUtf8() {
        run(new JobFile(directory, LATIN).table("latin"));

        assertThat(DuckDb.query("select t, c, a from " + DuckDb.files(published("latin"))))
                .containsExactly("Größe|é  |[é]");
    }

    @Test
    void validTextIsTextEvenWhereNobodyLooked() {
        for (String policy : List.of("fail", "replace")) {
            run(job().setting("invalid_text", policy)
                    .setting("conflict_resolution", "overwrite")
                    .table("valid"));

            assertThat(DuckDb.query("select %s, hex(b) from %s order by id"
                            .formatted(COLUMNS, DuckDb.files(published("valid")))))
                    .containsExactly(
                            "größe|ü|é       |naïve|glücklich|{\"ö\": 1}|{ä}|E9", "||         ||null|null|{}|");
        }
    }

    @Test
    void invalidTextFailsWithItsRow() {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job().table("invalid").write());

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err())
                .contains(
                        "public.invalid: column \"t\", row 7: the text is no UTF-8; correct it, or set invalid_text to"
                                + " replace or bytes");
        assertThat(published("invalid")).doesNotExist();
    }

    @Test
    void invalidTextIsReplacedAndCounted() throws IOException {
        run(job().setting("invalid_text", "replace").table("invalid"));

        assertThat(DuckDb.query("select t, count(*) from %s where id %% 1000 = 7 group by t"
                        .formatted(DuckDb.files(published("invalid")))))
                .containsExactly("caf\uFFFD !|10");
        assertThat(DuckDb.query("select count(*) from %s where id %% 1000 <> 7 and t = 'café ' || id and fine = 'ok'"
                        .formatted(DuckDb.files(published("invalid")))))
                .containsExactly("9990");
        JsonNode replaced = new ObjectMapper()
                .readTree(published("invalid").resolve("_export_metadata.json").toFile())
                .get("replaced");
        assertThat(replaced).hasSize(1);
        assertThat(replaced.get(0).get("count").asInt()).isEqualTo(10);
        assertThat(replaced.at("/0/first/9/row").asInt()).isEqualTo(9007);
        assertThat(replaced.at("/0/first/9/value").asText()).isEqualTo("caf\uFFFD !");
    }

    @Test
    void allTextIsBytesIfWanted() {
        run(job().setting("invalid_text", "bytes").table("invalid").table("valid"));

        assertThat(DuckDb.query(
                        "select hex(t), hex(fine) from %s where id = 7".formatted(DuckDb.files(published("invalid")))))
                .containsExactly("636166E92021|6F6B");
        assertThat(DuckDb.query("select distinct typeof(t), typeof(m), typeof(j), typeof(a), decode(c) from "
                        + DuckDb.files(published("valid")) + " where id = 1"))
                .containsExactly("BLOB|BLOB|BLOB|BLOB|é       ");
    }

    private static void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private JobFile job() {
        return new JobFile(directory, ASCII);
    }

    private Path published(String table) {
        return directory.resolve("exports/public_" + table);
    }
}

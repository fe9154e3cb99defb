package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify --against}: what is the same is so, whatever its type, and every kind of change is found. */
class AgainstIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"UTF8", "LATIN1", "SQL_ASCII"})
    void everyTypeIsTheSame(String encoding) {
        TestPostgres postgres =
                TestPostgres.createDatabase("ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C'".formatted(encoding));
        if (encoding.equals("UTF8")) {
            GeneratedTypes.createTable(postgres, 1000, 3000);
        }
        postgres.execute(
                "CREATE EXTENSION hstore",
                "CREATE TYPE pair AS (a integer, \"B c\" text)",
                "CREATE TABLE made (id int, i int[], n numeric(9,2)[], t text[][], c char(4)[], p pair, pp pair[],"
                        + " r int4range, d daterange, m int4multirange, v interval, h hstore, f real[],"
                        + " z timestamptz[], u uuid[], x numeric, o oid, w xid8, l money, ip inet, b bytea,"
                        + " j json, ch char(5))",
                "INSERT INTO made VALUES"
                        + " (1, '{1,NULL,3}', '{1.5,-0.05}', '{{a,b},{c,NULL}}', '{a,bc}', '(1,x)',"
                        + " '{\"(1,x)\",\"(,)\",NULL}', '[1,5)', '(,2024-01-01)', '{[1,3),[5,9)}',"
                        + " '1 year -3 days 04:05:06.789',"
                        + " 'a=>1, bb=>NULL', '{1.5,-0,NaN}', '{2024-01-01 12:00+02}',"
                        + " '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}',"
                        + " 1.50, 4294967295, '18446744073709551615', '12.34', '10.0.0.1', '\\x00ff',"
                        + " '{\"a\": 1}', 'ab'), (2, '{}', '{}', '{}', '{}', '(,)', '{}', 'empty', 'empty', '{}',"
                        + " '-1 mons 5 days -00:00:01', '', '{}', '{}', '{}', 1e10, 0, '0', '-0.01', '::1/64',"
                        + " '', '[]', '')",
                "INSERT INTO made VALUES (3)",
                "ANALYZE");
        JobFile job = new JobFile(directory, postgres)
                .setting("chunk_size", 1000)
                .entry(Map.of("schema", "public", "table", "*"));
        Cli.Outcome run = Cli.run("run", "--quiet", job.write());
        assertThat(run.err()).isEmpty();

        Cli.Outcome outcome = Cli.run("verify", "--against", job.write(), "--full", job.exports());

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("the same as").doesNotContain("not compared");
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was exported comes back as it was, compared by the text that PostgreSQL prints of each row. */
class LoadOwnFilesIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private void assertComesBack(String table) {
        DATABASE.execute("CREATE TABLE back_%1$s (LIKE %1$s)".formatted(table));
        var job = new JobFile(directory, DATABASE).table(table);
        assertThat(Cli.run("run", "--quiet", job.write()).err()).isEmpty();
        Path files = job.exports().resolve("public_" + table).resolve("*.parquet");

        Cli.Outcome outcome = Cli.run(
                "load",
                files,
                "--into",
                "back_" + table,
                "--database",
                "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database()));

        assertThat(outcome.err()).isEmpty();
        String count = DATABASE.queryText("SELECT count(*) FROM " + table);
        assertThat(DATABASE.queryText("SELECT count(*) FROM back_" + table)).isEqualTo(count);
        String difference = "SELECT count(*) || coalesce(': ' || min(row), '') FROM (SELECT t::text AS row FROM %s t"
                + " EXCEPT ALL SELECT t::text FROM %s t) AS difference";
        assertThat(DATABASE.queryText(difference.formatted(table, "back_" + table)))
                .isEqualTo("0");
        assertThat(DATABASE.queryText(difference.formatted("back_" + table, table)))
                .isEqualTo("0");
    }

    @Test
    void everyTypeThatIsCarriedOverComesBack() {
        GeneratedTypes.createTable(DATABASE, 500, 1_000);

        assertComesBack("all_types");
    }

    @Test
    void typesThatAreMadeOfOthersComeBack() {
        DATABASE.execute(
                "CREATE EXTENSION hstore",
                "CREATE TYPE part AS (a int, b text)",
                "CREATE TABLE nested (id int, i int[], t text[], n numeric[], deep text[][], p part,"
                        + " ps part[], r int4range,"
                        + " rs int4range[], m int4multirange, tr tstzrange, iv interval, ivs"
                        + " interval[], h hstore, b bytea[],"
                        + " d numeric(9,2)[], j jsonb[], ip inet, ips inet[], pt point, tz timetz,"
                        + " bits bit(3), u uuid[],"
                        + " ts timestamp[], money money, v tsvector)",
                """
                INSERT INTO nested VALUES
                  (1, '{1,NULL,3}', '{"a,b",NULL,"","null","\\"",\\\\,"{}"," x "}', '{1.50,NaN}', '{{a,b},{c,d}}',
                   '(1,"x, (y) ""z"" \\\\ ")', ARRAY['(1,a)'::part, '(,"")'::part, NULL], '[1,5)',
                   ARRAY['[1,5)'::int4range, 'empty', '(,7)', NULL], '{[1,3),[5,9)}',
                   '["2024-02-29 12:00:00.000001+00",)', '14 months -3 days -01:02:03.000004',
                   ARRAY['1 day'::interval, '-0.000001 seconds'], 'k=>"v\\"\\\\", "a b"=>NULL, ""=>""',
                   ARRAY['\\x00ff'::bytea, ''], '{1.50,NULL}', ARRAY['{"a": "b\\"c"}'::jsonb], '10.0.0.1',
                   '{10.0.0.1/8,NULL}', '(1,2.5)', '12:34:56+02', '101',
                   ARRAY['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid], ARRAY['2024-02-29 12:00:00.5'::timestamp, NULL],
                   '-12.34', 'camel:2 the:1'),
                  (2, '{}', '{}', '{}', '{}', '(,)', '{}', 'empty', '{}', '{}', '(,)', '0', '{}', '', '{}', '{}', '{}',
                   '::1', '{}', NULL, NULL, NULL, '{}', '{}', '0', '')""",
                "INSERT INTO nested (id) VALUES (3)");

        assertComesBack("nested");
    }
}

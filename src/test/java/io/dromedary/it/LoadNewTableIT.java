package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that a load makes itself. */
class LoadNewTableIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String EVERYTHING = """
            id,big,price,zip,day,at,instant,ok,key,doc,"a ""note""\",none
            1,1,1.50,01234,2024-02-29,2024-02-29 12:00:00,2024-02-29T12:00:00Z,true,8c6f0000-0000-4000-8000-00000000000f,"{""a"":1}",x,
            2,3000000000,2,,,,,false,,,"",
            """;

    @TempDir
    private Path directory;

    private Outcome load(String text, String table, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("file.csv"), text);
        String url = "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
        List<Object> command = new ArrayList<>(List.of("load", file, "--into", table, "--database", url));
        command.addAll(List.of("--set", "import_settings.create_table=if_missing"));
        command.addAll(List.of(options));
        return Cli.run(command.toArray());
    }

    private static String columns(String table) {
        return DATABASE.queryText("SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' ORDER BY"
                + " attnum) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0".formatted(table));
    }

    private static String tablesOf(String pattern) {
        return DATABASE.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE '%s'".formatted(pattern));
    }

    @Test
    void makesTheTableThatTheValuesFitInto() throws IOException {
        Outcome outcome = load(EVERYTHING, "made");

        assertThat(outcome.err()).isEmpty();
        assertThat(columns("made"))
                .isEqualTo(
                        "id integer, big bigint, price numeric, zip text, day date, at timestamp without time zone,"
                                + " instant timestamp with time zone, ok boolean, key uuid, doc json, a \"note\" text, none text");
        assertThat(DATABASE.queryText("SELECT string_agg(m::text, ' ' ORDER BY id) FROM made AS m"))
                .isEqualTo("(1,1,1.50,01234,2024-02-29,\"2024-02-29 12:00:00\",\"2024-02-29 12:00:00+00\",t,"
                        + "8c6f0000-0000-4000-8000-00000000000f,\"{\"\"a\"\":1}\",x,)"
                        + " (2,3000000000,2,,,,,f,,,\"\",)");
        assertThat(load(EVERYTHING, "made").out()).contains("already loaded");

        DATABASE.execute("DROP TABLE made");
        assertThat(load(EVERYTHING, "made").out()).contains("2 rows");
        assertThat(load("id\n9\n", "made").out()).contains("1 rows");
        assertThat(DATABASE.queryText("SELECT count(*) FROM made")).isEqualTo("3");
    }

    @Test
    void saysWhatToDoWhereASampleSaidTooLittle() throws IOException {
        Outcome sampled = load("id\n1\n2\nx\n", "sampled", "--set", "import_settings.sample_rows=2");

        assertThat(sampled.exitCode()).isEqualTo(6);
        assertThat(sampled.err())
                .contains("file.csv: line 4, column \"id\": invalid input syntax for type integer: \"x\"")
                .contains("The types of the new table were found out from the first 2 records only: leave sample_rows"
                        + " out, so that all are looked at, or create the table first");
        assertThat(tablesOf("sampled") + tablesOf("\\_dromedary%")).isEqualTo("00");
        assertThat(load("id\n1\n2\nx\n", "sampled").err()).isEmpty();
        assertThat(columns("sampled")).isEqualTo("id text");
    }

    @Test
    void aPlanShowsTheTableAndMakesNothing() throws IOException {
        Outcome plan = load("id,name\n1,a\n", "planned", "--plan");

        assertThat(plan.err()).isEmpty();
        assertThat(plan.out())
                .contains("CREATE TABLE \"public\".\"planned\" (\n    \"id\" integer,\n    \"name\" text\n);")
                .contains("file.csv into public.planned\n  field 1 -> id integer\n  field 2 -> name text\n")
                .contains("mode: append, atomic: file, on_error: fail");
        assertThat(load("id,name\n1,a\n", "planned", "--dry-run").out()).contains("1 rows");
        assertThat(tablesOf("planned") + tablesOf("\\_dromedary%")).isEqualTo("00");
    }

    @Test
    void namesComeFromTheSettingsIfTheyAreThere() throws IOException {
        assertThat(load("1,a\n", "positions", "--set", "import_settings.csv.header=false")
                        .err())
                .isEmpty();
        assertThat(columns("positions")).isEqualTo("column_1 integer, column_2 text");
        assertThat(load("x,y\n1,a\n", "chosen", "--set", "import_settings.columns.number=x")
                        .err())
                .isEmpty();
        assertThat(columns("chosen")).isEqualTo("number integer");
        assertThat(load("x,x\n1,a\n", "twice").err()).contains("two fields are called \"x\". Give names with columns");
        assertThat(load("x\n1\n", "missing.schema").err()).contains("missing");
    }
}

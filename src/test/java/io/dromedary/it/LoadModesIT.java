package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that come to a table that has some already. */
class LoadModesIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String URL =
            "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());

    @TempDir
    private Path directory;

    @BeforeEach
    void createTable() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS stock, target",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE stock (id int PRIMARY KEY, name text, day date, added int DEFAULT 7 NOT NULL,"
                        + " CONSTRAINT positive CHECK (id > 0))",
                "INSERT INTO stock VALUES (1, 'old', '2024-01-01', 1), (2, 'kept', NULL, 2)");
    }

    private Outcome load(String text, String... settings) throws IOException {
        return Cli.run(command(Files.writeString(directory.resolve("file.csv"), text), "stock", settings));
    }

    private static Object[] command(Path file, String table, String... settings) {
        List<Object> command = new ArrayList<>(List.of("load", file, "--into", table, "--database", URL));
        for (String setting : settings) {
            command.addAll(List.of("--set", "import_settings." + setting));
        }
        return command.toArray();
    }

    private static String rows(String table) {
        return DATABASE.queryText(
                "SELECT coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') FROM %s AS t".formatted(table));
    }

    private static String tablesLeft() {
        return DATABASE.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE 'staging%'");
    }

    @Test
    void upsertUpdatesWhatIsThereAndAddsTheRest() throws IOException {
        Outcome outcome = load("id,name,day\n1,new,\n3,more,Jan 8 1999\n", "mode=upsert");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("2 rows into public.stock");
        assertThat(rows("stock")).isEqualTo("(1,new,,1) (2,kept,,2) (3,more,1999-01-08,7)");
        assertThat(tablesLeft()).isEqualTo("0");
    }

    @Test
    void insertNewLeavesOutWhatIsThere() throws IOException {
        Outcome outcome = load("id,name\n1,new\n3,more\n", "mode=insert_new");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("1 rows into public.stock");
        assertThat(rows("stock")).isEqualTo("(1,old,2024-01-01,1) (2,kept,,2) (3,more,,7)");
    }

    @Test
    void duplicatesOfAFileAreRefusedUnlessOneOfThemCounts() throws IOException {
        // The second goes as text, the others in binary form: their order is that of the file all the same.
        String text = "id,name,day\n5,a,2024-01-01\n5,b,Jan 8 1999\n5,c,2024-01-03\n";

        Outcome refused = load(text, "mode=upsert");
        assertThat(refused.exitCode()).isEqualTo(6);
        assertThat(refused.err())
                .contains("public.stock: 3 records of the file have the same key (\"id\") = (5). Nothing of it was"
                        + " loaded; say with duplicates: first or last which of them counts");
        assertThat(rows("stock")).doesNotContain("(5");

        assertThat(load(text, "mode=upsert", "duplicates=last").err()).isEmpty();
        assertThat(rows("stock")).contains("(5,c,2024-01-03,7)");
        assertThat(load(text, "mode=upsert", "duplicates=first").err()).isEmpty();
        assertThat(rows("stock")).contains("(5,a,2024-01-01,7)");
        assertThat(load("id,name,day\n6,x,2024-01-01\n6,y,Jan 8 1999\n", "mode=insert_new", "duplicates=last")
                        .err())
                .isEmpty();
        assertThat(rows("stock")).contains("(6,y,1999-01-08,7)");
    }

    @Test
    void rowsWithoutAKeyAreEqualToNoneUnlessTheIndexSaysSo() throws IOException {
        DATABASE.execute(
                "CREATE TABLE target (code text UNIQUE, n int)", "INSERT INTO target VALUES (NULL, 0), ('a', 0)");
        Path file = Files.writeString(directory.resolve("keys.csv"), "code,n\n,1\n,2\na,3\n");

        assertThat(Cli.run(command(file, "target", "mode=upsert", "keys=code")).err())
                .isEmpty();
        assertThat(rows("target")).isEqualTo("(,0) (,1) (,2) (a,3)");

        DATABASE.execute("DROP TABLE target", "CREATE TABLE target (code text UNIQUE NULLS NOT DISTINCT, n int)");
        Object[] forced = command(file, "target", "mode=upsert", "keys=code", "duplicates=last", "force=true");
        assertThat(Cli.run(forced).err()).isEmpty();
        assertThat(rows("target")).isEqualTo("(,2) (a,3)");
    }

    @Test
    void aKeyWithoutValueIsRefusedWhereItHasToHaveOne() throws IOException {
        Outcome outcome = load("id,name\n9,a\n,b\n-1,c\n", "mode=upsert", "on_error=reject");

        assertThat(outcome.err()).isEmpty();
        assertThat(rows("stock")).contains("(9,a,,7)").doesNotContain("-1");
        assertThat(Files.readString(directory.resolve("file.csv.reasons.csv"))).contains("23502", "23514");
    }

    @Test
    void saysWhatIsMissingWhereRowsCannotBeToldApart() throws IOException {
        assertThat(load("id,name\n1,a\n", "mode=upsert", "keys=name").err())
                .contains("public.stock has no primary key or unique index of just (\"name\"), so that rows cannot be"
                        + " told apart for sure. Name others with keys, or make one: CREATE UNIQUE INDEX ON"
                        + " \"public\".\"stock\" (\"name\")");
        assertThat(load("name\na\n", "mode=upsert", "columns.name=name").err()).contains("column \"id\"");
        assertThat(load("id\n1\n", "keys=id").err())
                .contains("keys are for the modes insert_new, upsert and" + " versioned");
        DATABASE.execute("CREATE TABLE target (id int)");
        Path file = Files.writeString(directory.resolve("none.csv"), "id\n1\n");
        assertThat(Cli.run(command(file, "target", "mode=upsert")).err())
                .contains("public.target has no primary key. Say with keys which columns tell rows apart");
        assertThat(tablesLeft()).isEqualTo("0");
    }

    @Test
    void aDryRunChecksTheMergeAndChangesNothing() throws IOException {
        assertThat(load("id,name\n1,new\n4,x\n", "mode=upsert", "dry_run=true").out())
                .contains("2 rows");
        assertThat(rows("stock")).isEqualTo("(1,old,2024-01-01,1) (2,kept,,2)");
    }

    @Test
    void aMergeThatWasKilledLeavesNothingOnceItIsDoneAgain() throws IOException, InterruptedException {
        DATABASE.execute("CREATE TABLE target (id int PRIMARY KEY, text text)");
        Path file = directory.resolve("rows.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("id,text\n");
            for (int i = 0; i < 400_000; i++) {
                out.write(i + ",some text to make the row longer\n");
            }
        }
        String[] texts = List.of(command(file, "target", "mode=upsert")).stream()
                .map(Object::toString)
                .toArray(String[]::new);
        Process process = Launcher.start(directory, texts);
        while (process.isAlive() && tablesLeft().equals("0")) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertThat(DATABASE.queryText("SELECT count(*) FROM target")).isEqualTo("0");

        assertThat(Cli.run((Object[]) texts).err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) FROM target")).isEqualTo("400000");
        assertThat(tablesLeft()).isEqualTo("0");
        assertThat(Cli.run((Object[]) texts).out()).contains("already loaded");
    }
}

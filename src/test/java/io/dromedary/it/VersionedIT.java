package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose loads are commits. */
class VersionedIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String URL =
            "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());

    @TempDir
    private Path directory;

    @BeforeEach
    void createTables() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS line, stock, other, refers",
                "DROP SCHEMA IF EXISTS dromedary CASCADE",
                "CREATE TABLE line (a int, b text)",
                "CREATE TABLE stock (id int PRIMARY KEY, name text, added int DEFAULT 7 NOT NULL)");
    }

    private Outcome load(String table, String text, Object... more) throws IOException {
        return loadFile(Files.writeString(directory.resolve("file.csv"), text), table, more);
    }

    private static Outcome loadFile(Path file, String table, Object... more) {
        List<Object> command = new ArrayList<>(List.of("load", file, "--into", table, "--database", URL));
        command.addAll(List.of("--set", "import_settings.mode=versioned"));
        command.addAll(List.of(more));
        return Cli.run(command.toArray());
    }

    private static Outcome commits(String table, Object... command) {
        List<Object> all = new ArrayList<>(List.of("commits"));
        all.addAll(List.of(command));
        all.addAll(List.of("--into", table, "--database", URL));
        return Cli.run(all.toArray());
    }

    private static String rows(String table) {
        return DATABASE.queryText(
                "SELECT coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') FROM %s AS t".formatted(table));
    }

    /** Of each commit: rows, added, removed, changed, unchanged, stored. */
    private static String counts() {
        return DATABASE.queryText("SELECT string_agg(concat_ws(',', rows, added, removed, changed, unchanged, stored),"
                + " ' ' ORDER BY commit_id) FROM dromedary.commits");
    }

    private static String stored() {
        return DATABASE.queryText("SELECT count(*) FROM dromedary.rows_1");
    }

    @Test
    void theSameFileAddsNoRows() throws IOException {
        String text = "a,b\n1,x\n2,\n2,\"\"\n";
        assertThat(load("line", text).err()).isEmpty();

        assertThat(load("line", text).out()).contains("already loaded into public.line");
        assertThat(load("line", text, "--force").out()).contains("3 rows into public.line");

        assertThat(rows("line")).isEqualTo("(1,x) (2,\"\") (2,)");
        assertThat(counts()).isEqualTo("3,3,0,0,0,3 3,0,0,0,3,0");
        assertThat(stored()).isEqualTo("3");
    }

    @Test
    void onlyRowsThatAreNewAreStored() throws IOException {
        var text = new StringBuilder("a,b\n");
        for (int i = 0; i < 1_000; i++) {
            text.append(i).append(",row ").append(i).append('\n');
        }
        load("line", text.toString());
        String unmoved =
                "SELECT count(*) FROM line WHERE xmin::text <> (SELECT max(xmin::text::bigint)::text FROM line)";
        assertThat(load("line", text.toString().replace("row 17\n", "new\n").replace("999,", "1999,"))
                        .err())
                .isEmpty();

        assertThat(counts()).isEqualTo("1000,1000,0,0,0,1000 1000,2,2,0,998,2");
        assertThat(stored()).isEqualTo("1002");
        assertThat(DATABASE.queryText("SELECT count(*) FROM dromedary.spans_1")).isEqualTo("1002");
        assertThat(DATABASE.queryText(unmoved))
                .as("rows that are not written again")
                .isEqualTo("998");
        assertThat(DATABASE.queryText("SELECT string_agg(n::text, ' ') FROM (SELECT count(*) AS n FROM"
                        + " dromedary.commit_rows_1 GROUP BY commit_id) AS c"))
                .as("rows of each commit are those of its file")
                .isEqualTo("1000 1000");
    }

    @Test
    void rowsThatAreInAFileSeveralTimesStaySo() throws IOException {
        load("line", "a,b\n1,x\n1,x\n1,x\n2,y\n,\n,\n");
        assertThat(rows("line")).isEqualTo("(,) (,) (1,x) (1,x) (1,x) (2,y)");
        load("line", "a,b\n1,x\n2,y\n2,y\n,\n,\n");

        assertThat(rows("line")).isEqualTo("(,) (,) (1,x) (2,y) (2,y)");
        assertThat(counts()).isEqualTo("6,6,0,0,0,3 5,1,2,0,4,0");
        assertThat(stored()).isEqualTo("3");
        assertThat(commits("line", "show", 1, "--rows", "csv").out()).isEqualTo("a,b\n1,x\n1,x\n1,x\n2,y\n,\n,\n");
        assertThat(commits("line", "restore", 1).err()).isEmpty();
        assertThat(rows("line")).isEqualTo("(,) (,) (1,x) (1,x) (1,x) (2,y)");
    }

    @Test
    void rowsWithTheSameKeyAreChanged() throws IOException {
        DATABASE.execute("CREATE TABLE refers (id int REFERENCES stock)");
        load("stock", "id,name\n1,old\n2,kept\n3,gone\n");
        DATABASE.execute("INSERT INTO refers VALUES (1)", "UPDATE stock SET added = 1 WHERE id = 1");

        assertThat(load("stock", "id,name\n1,new\n2,kept\n4,more\n").err()).isEmpty();

        assertThat(rows("stock")).isEqualTo("(1,new,1) (2,kept,7) (4,more,7)");
        assertThat(counts()).isEqualTo("3,3,0,0,0,3 3,1,1,1,1,2");
        assertThat(commits("stock", "diff", 1, 2).out())
                .isEqualTo("public.stock: from commit 1 to commit 2, 1 rows added, 1 removed, 1 changed"
                        + System.lineSeparator());
        assertThat(commits("stock", "diff", 1, 2, "--rows", "csv").out())
                .isEqualTo("_change,id,name\nchanged_from,1,old\nchanged_to,1,new\nremoved,3,gone\nadded,4,more\n");
        assertThat(commits("stock", "diff", 2, 1, "--rows", "json").out().lines())
                .containsExactly(
                        "{\"_change\":\"added\",\"id\":3,\"name\":\"gone\"}",
                        "{\"_change\":\"changed_from\",\"id\":1,\"name\":\"new\"}",
                        "{\"_change\":\"changed_to\",\"id\":1,\"name\":\"old\"}",
                        "{\"_change\":\"removed\",\"id\":4,\"name\":\"more\"}");
    }

    @Test
    void keysMayBeThoseOfNoIndex() throws IOException {
        assertThat(load("line", "a,b\n1,x\n1,y\n", "--set", "import_settings.keys=a")
                        .err())
                .contains(
                        "public.line: 2 records of the file have the same key (\"a\") = (1). Nothing of it was loaded");
        assertThat(load("line", "b\nx\n", "--set", "import_settings.keys=a").err())
                .contains("column \"a\" of public.line tells rows apart, but no field is for it");
        load(
                "line",
                "a,b\n1,x\n1,y\n,z\n,z\n",
                "--set",
                "import_settings.keys=a",
                "--set",
                "import_settings.duplicates=last");
        assertThat(rows("line")).isEqualTo("(,z) (,z) (1,y)");
        load("line", "a,b\n1,z\n1,q\n", "--set", "import_settings.keys=a", "--set", "import_settings.duplicates=first");
        assertThat(counts()).isEqualTo("3,3,0,0,0,2 1,0,2,1,0,1");
    }

    @Test
    void whatOthersChangeInTheTableIsACommitOfItsOwn() throws IOException {
        DATABASE.execute("INSERT INTO line VALUES (1, 'before'), (1, 'before')");
        load("line", "a,b\n1,x\n2,y\n", "--message", "First: of all");
        DATABASE.execute("UPDATE line SET b = 'by hand' WHERE a = 2");
        load("line", "a,b\n1,x\n");

        assertThat(counts()).isEqualTo("2,2,0,0,0,1 2,2,2,0,0,2 2,1,1,0,1,1 1,0,1,0,1,0");
        assertThat(commits("line", "list").out())
                .contains("the table: What the table had before")
                .contains("file.csv: First: of all")
                .contains("the table: Changed outside of commits");
        assertThat(commits("line", "show", 3, "--rows", "csv").out()).isEqualTo("a,b\n1,x\n2,by hand\n");
        commits("line", "restore", 1);
        assertThat(rows("line")).isEqualTo("(1,before) (1,before)");
    }

    @Test
    void aFileMayComeBackAfterAnother() throws IOException {
        load("line", "a,b\n1,x\n");
        load("line", "a,b\n2,y\n");
        assertThat(load("line", "a,b\n1,x\n").out()).contains("1 rows into public.line");
        assertThat(rows("line")).isEqualTo("(1,x)");
        commits("line", "restore", 2);
        assertThat(load("line", "a,b\n1,x\n").out()).contains("1 rows into public.line");

        assertThat(rows("line")).isEqualTo("(1,x)");
        assertThat(stored()).isEqualTo("2");
    }

    @Test
    void dryRunsChangeNothing() throws IOException {
        assertThat(load("line", "a,b\n1,x\n", "--dry-run").out()).contains("1 rows");
        assertThat(commits("line", "list").err())
                .contains("public.line has no commits. Load a file into it with mode: versioned");
        load("line", "a,b\n1,x\n");
        load("line", "a,b\n2,y\n");
        assertThat(load("line", "a,b\n3,z\n", "--dry-run").err()).isEmpty();
        assertThat(commits("line", "restore", 1, "--dry-run").out())
                .contains(
                        "public.line: commit 3 would have the rows of commit 1: 1 rows, 1 added, 1 removed, 0 changed");

        assertThat(rows("line")).isEqualTo("(2,y)");
        assertThat(counts()).isEqualTo("1,1,0,0,0,1 1,1,1,0,0,1");
        assertThat(commits("line", "show", 7).err()).contains("public.line has no commit 7; the last one is 2");
    }

    @Test
    void recordsThatTheTableDoesNotTakeAreSetAside() throws IOException {
        Outcome outcome = load("stock", "id,name\n1,a\nx,b\n,c\n2,d\n", "--set", "import_settings.on_error=reject");

        assertThat(outcome.out()).contains("2 rows into public.stock").contains("2 records rejected");
        assertThat(rows("stock")).isEqualTo("(1,a,7) (2,d,7)");
        assertThat(load("stock", "id,name\n1,a\nx,b\n").exitCode()).isEqualTo(6);
        assertThat(counts()).isEqualTo("2,2,0,0,0,2");
        assertThat(DATABASE.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE 'staging%'"))
                .isEqualTo("0");
    }

    @Test
    void makesItsTable() throws IOException {
        String create = "import_settings.create_table=if_missing";
        assertThat(load("other", "id,day\n1,2024-02-29\n", "--set", create).err())
                .isEmpty();
        assertThat(load("other", "id,day\n1,2024-03-01\n", "--set", create, "--set", "import_settings.keys=id")
                        .err())
                .isEmpty();

        assertThat(rows("other")).isEqualTo("(1,2024-03-01)");
        assertThat(counts()).isEqualTo("1,1,0,0,0,1 1,0,0,1,0,1");
        DATABASE.execute("DROP TABLE other");
        assertThat(load("other", "id,day\n1,2024-03-01\n", "--set", create).err())
                .isEmpty();
        assertThat(counts()).endsWith(" 0,0,1,0,0,0 1,1,0,0,0,0");
    }

    @Test
    void columnsMayComeAndGo() throws IOException {
        load("line", "a,b\n1,x\n2,y\n");
        DATABASE.execute("ALTER TABLE line ADD COLUMN c numeric(9,2)");
        assertThat(load("line", "a,b,c\n1,x,\n2,y,1.5\n").err()).isEmpty();
        assertThat(counts())
                .as("a row without a value in the new column is the old one")
                .endsWith("2,1,1,0,1,1");
        assertThat(load("line", "a,b\n1,x\n").err())
                .contains("column \"c\" of public.line has versions, but no field is for it");

        DATABASE.execute("ALTER TABLE line DROP COLUMN c, ALTER COLUMN a TYPE bigint");
        assertThat(load("line", "b,a\nz,3000000000\n").err()).isEmpty();
        assertThat(commits("line", "restore", 2).err())
                .contains("commit 2 of public.line has values in the column \"c\", which the table has no more. Nothing"
                        + " was changed; add the column again (numeric(9,2)) first");
        assertThat(commits("line", "restore", 1).err()).isEmpty();
        assertThat(rows("line")).isEqualTo("(1,x) (2,y)");

        DATABASE.execute("ALTER TABLE line ALTER COLUMN a TYPE double precision");
        assertThat(load("line", "a,b\n1e300,x\n").err()).isEmpty();
        DATABASE.execute("ALTER TABLE line ALTER COLUMN a TYPE real USING 0.5");
        assertThat(load("line", "a,b\n1,x\n").err())
                .contains(
                        "public.line has another type now in \"a\", with which the rows of its commits would not stay")
                .contains("give the column its type back, or load into another table");
    }

    @Test
    void viewsHaveNoVersions() throws IOException {
        DATABASE.execute("CREATE VIEW other AS SELECT * FROM line");
        assertThat(load("other", "a,b\n1,x\n").err())
                .contains("public.other is no ordinary table, so that it cannot have versions");
        DATABASE.execute("DROP VIEW other");
    }

    @Test
    void partitionedTablesHaveVersions() throws IOException {
        DATABASE.execute(
                "CREATE TABLE other (a int, b text) PARTITION BY LIST (a)",
                "CREATE TABLE other_1 PARTITION OF other FOR VALUES IN (1)",
                "CREATE TABLE other_2 PARTITION OF other DEFAULT");
        load("other", "a,b\n1,x\n2,x\n2,y\n");
        load("other", "a,b\n1,x\n1,y\n2,x\n", "--set", "import_settings.keys=[a,b]");
        commits("other", "restore", 1);

        assertThat(rows("other")).isEqualTo("(1,x) (2,x) (2,y)");
    }

    @Test
    void hasItsIndexes() throws IOException {
        load("line", "a,b\n1,x\n");

        assertThat(DATABASE.queryText("SELECT string_agg(indexname, ' ' ORDER BY indexname) FROM pg_indexes"
                        + " WHERE tablename IN ('rows_1', 'spans_1')"))
                .isEqualTo("idx_commit_rows_1_from idx_commit_rows_1_row_hash idx_commit_rows_1_to idx_rows_1_commit"
                        + " idx_rows_1_row_hash");
    }

    @Test
    void twoAtOnceAreTwoCommits() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            files.add(Files.writeString(
                    directory.resolve("file" + i + ".csv"), "a,b\n%1$d,x\n%1$d,y\n0,same\n".formatted(i + 1)));
        }
        List<CompletableFuture<Outcome>> all = files.stream()
                .map(file -> CompletableFuture.supplyAsync(() -> loadFile(file, "line")))
                .toList();
        all.forEach(outcome -> assertThat(outcome.join().err()).isEmpty());

        assertThat(counts()).isEqualTo("3,3,0,0,0,3 3,2,2,0,1,2 3,2,2,0,1,2 3,2,2,0,1,2");
        assertThat(rows("line"))
                .isEqualTo(DATABASE.queryText("SELECT string_agg(format('(%s,%s)', r.a, r.b), ' ' ORDER BY r.a, r.b)"
                        + " FROM dromedary.rows_1 r JOIN dromedary.spans_1 ON row_hash = _dromedary_hash"
                        + " WHERE to_commit IS NULL"));
    }
}

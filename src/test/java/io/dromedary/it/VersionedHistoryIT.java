package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commits keep comes back exactly, whatever it is and whatever happened since. */
class VersionedHistoryIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String URL =
            "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());

    /** More with {@code -Ddromedary.commits}. */
    private static final int STEPS = Integer.getInteger("dromedary.commits", 25);

    private static final int KILLS = Integer.getInteger("dromedary.kills", 4);

    @TempDir
    private Path directory;

    private static void forget() {
        DATABASE.execute("DROP TABLE IF EXISTS line", "DROP SCHEMA IF EXISTS dromedary CASCADE");
    }

    private static String[] load(Path file, String table, String... settings) {
        List<String> command =
                new ArrayList<>(List.of("load", file.toString(), "--into", table, "--database", URL, "--force"));
        command.addAll(List.of("--set", "import_settings.mode=versioned"));
        for (String setting : settings) {
            command.addAll(List.of("--set", "import_settings." + setting));
        }
        return command.toArray(String[]::new);
    }

    private static void restore(String table, int commit) {
        assertThat(Cli.run("commits", "restore", commit, "--into", table, "--database", URL)
                        .err())
                .isEmpty();
    }

    /** Compares the texts of the rows, with their repetitions. */
    private static void assertSame(String table, String expected) {
        String difference = "SELECT count(*) || coalesce(': ' || min(row), '') FROM ((SELECT t::text AS row FROM %1$s t"
                + " EXCEPT ALL SELECT t::text FROM %2$s t) UNION ALL (SELECT t::text FROM %2$s t EXCEPT ALL"
                + " SELECT t::text FROM %1$s t)) AS difference";
        assertThat(DATABASE.queryText(difference.formatted(table, expected)))
                .as("difference between %s and %s", table, expected)
                .isEqualTo("0");
    }

    @Test
    void everyTypeIsRestoredAsItWas() throws IOException {
        forget();
        GeneratedTypes.createTable(DATABASE, 500, 1_000);
        DATABASE.execute("CREATE TABLE back (LIKE all_types)");
        var job = new JobFile(directory, DATABASE).table("all_types");
        assertThat(Cli.run("run", "--quiet", job.write()).err()).isEmpty();
        Path files = job.exports().resolve("public_all_types").resolve("*.parquet");
        long filesCount;
        try (var all = Files.list(job.exports().resolve("public_all_types"))) {
            filesCount =
                    all.filter(file -> file.toString().endsWith(".parquet")).count();
        }
        assertThat(filesCount).as("each file would be a commit").isEqualTo(1);

        assertThat(Cli.run((Object[]) load(files, "back")).err()).isEmpty();
        assertSame("back", "all_types");
        DATABASE.execute("TRUNCATE back");
        restore("back", 1);

        assertSame("back", "all_types");
        assertThat(DATABASE.queryText("SELECT string_agg(concat_ws(',', rows, added, removed, stored > 0), ' '"
                        + " ORDER BY commit_id) FROM dromedary.commits"))
                .isEqualTo("1000,1000,0,t 0,0,1000,f 1000,1000,0,f");
        assertThat(Cli.run((Object[]) load(files, "back")).err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT stored FROM dromedary.commits WHERE commit_id = 4"))
                .as("rows of the same file that are stored again")
                .isEqualTo("0");
    }

    @Test
    void eachOfFiveCommitsIsTheFileThatItWas() throws IOException {
        forget();
        DATABASE.execute("CREATE TABLE line (id int PRIMARY KEY, n numeric, t timestamptz, x float8, b bytea)");
        List<String> states = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            var text = new StringBuilder("id,n,t,x,b\n");
            for (int row = i; row < 300 + 7 * i; row++) {
                text.append("%d,%s,2024-03-0%d 12:00:00.%06d+01,%s,\\x%02x%n"
                        .formatted(row, row % 5 == 0 ? "NaN" : row + "." + i % 2 + "0", i, row, row / 7.0, row % 256));
            }
            assertThat(Cli.run((Object[]) load(Files.writeString(directory.resolve("f" + i), text), "line"))
                            .err())
                    .isEmpty();
            states.add("state_" + i);
            DATABASE.execute("DROP TABLE IF EXISTS state_" + i, "CREATE TABLE state_%d AS TABLE line".formatted(i));
            assertThat(DATABASE.queryText("SELECT count(*) FROM line")).isEqualTo(Integer.toString(300 + 6 * i));
        }
        for (int commit : new int[] {3, 1, 5, 2, 4}) {
            restore("line", commit);
            assertSame("line", states.get(commit - 1));
        }
        String json = Cli.run("commits", "show", 1, "--rows", "json", "--into", "line", "--database", URL)
                .out();
        assertThat(json.lines().findFirst())
                .contains("{\"id\":1,\"n\":1.10,\"t\":\"2024-03-01T11:00:00.000001+00:00\",\"x\":0.14285714285714285,"
                        + "\"b\":\"\\\\x01\"}");
        assertThat(DATABASE.queryText("SELECT sum(stored) FROM dromedary.commits WHERE restored IS NOT NULL"))
                .isEqualTo("0");
        assertThat(DATABASE.queryText("SELECT count(*) FROM dromedary.commits")).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys=[]", "keys=k"})
    void agreesWithAModelOfItsCommits(String keys) throws IOException {
        forget();
        DATABASE.execute("CREATE TABLE line (k int, v text)");
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<List<String>> model = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (model.size() > 2 && random.nextInt(3) == 0) {
                int commit = 1 + random.nextInt(model.size());
                restore("line", commit);
                model.add(model.get(commit - 1));
            } else {
                List<String> rows = rows(random, keys.equals("keys=k"));
                Path file = Files.writeString(directory.resolve("f.csv"), "k,v\n" + String.join("", rows));
                assertThat(Cli.run((Object[]) load(file, "line", keys)).err()).isEmpty();
                model.add(rows.stream().sorted().toList());
            }
            String line = "concat(k, ',', CASE WHEN v = '' THEN '\"\"' ELSE v END, E'\\n')";
            assertThat(DATABASE.queryText(
                            "SELECT coalesce(string_agg(%1$s, '' ORDER BY %1$s COLLATE \"C\"), '') FROM line"
                                    .formatted(line)))
                    .as("step %d of seed %d", step, seed)
                    .isEqualTo(String.join("", model.get(step)));
        }
        for (int commit = 1; commit <= model.size(); commit++) {
            String[] shown = Cli.run("commits", "show", commit, "--rows", "csv", "--into", "line", "--database", URL)
                    .out()
                    .split("(?<=\n)");
            assertThat(List.of(shown).stream().skip(1).sorted().toList())
                    .as("commit %d of seed %d", commit, seed)
                    .isEqualTo(model.get(commit - 1));
        }
        var distinct = new TreeSet<String>();
        model.forEach(distinct::addAll);
        assertThat(DATABASE.queryText("SELECT count(*) FROM dromedary.rows_1"))
                .as("each distinct row is stored once")
                .isEqualTo(Integer.toString(distinct.size()));
    }

    private static List<String> rows(Random random, boolean areUnique) {
        List<String> rows = new ArrayList<>();
        for (int key = 0; key < random.nextInt(15); key++) {
            for (int copies = random.nextInt(areUnique ? 2 : 3); copies > 0; copies--) {
                rows.add(key + "," + List.of("", "\"\"", "a", "b").get(random.nextInt(4)) + "\n");
            }
        }
        return rows;
    }

    @Test
    void aLoadThatIsKilledLeavesTheCommitBefore() throws IOException, InterruptedException {
        forget();
        DATABASE.execute("CREATE TABLE line (a int, b text)");
        Path first = write("first.csv", 0);
        assertThat(Cli.run((Object[]) load(first, "line")).err()).isEmpty();
        Path second = write("second.csv", 1);
        for (int i = 0; i < KILLS; i++) {
            Process process = Launcher.start(directory, load(second, "line"));
            if (!process.waitFor(1500 + 700L * i, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            assertThat(DATABASE.queryText("SELECT count(DISTINCT b) || ' ' || count(*) FROM line"))
                    .as("after kill %d", i)
                    .isEqualTo("1 200000");
        }

        // A server hears of its client's death only when its statement ends, and what it uses until then is not
        // dropped.
        InboxServer.await("the sessions of those that were killed", () -> DATABASE.queryText(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
                .equals("0"));
        assertThat(Cli.run((Object[]) load(second, "line")).err()).isEmpty();
        restore("line", 1);
        assertThat(DATABASE.queryText("SELECT min(b) || max(b) || count(DISTINCT a) FROM line"))
                .isEqualTo("text 0text 0200000");
        assertThat(DATABASE.queryText("SELECT count(*) FROM dromedary.rows_1")).isEqualTo("400000");
        assertThat(DATABASE.queryText("SELECT count(*) FROM pg_class WHERE relname LIKE 'staging%'"))
                .isEqualTo("0");
    }

    private Path write(String name, int text) throws IOException {
        Path file = directory.resolve(name);
        try (var out = Files.newBufferedWriter(file)) {
            out.write("a,b\n");
            for (int i = 0; i < 200_000; i++) {
                out.write(i + ",text " + text + "\n");
            }
        }
        return file;
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same file is never loaded twice, unless somebody says so. */
class LoadOnceIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String TWO = "id,name\n1,a\n2,b\n";

    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Outcome load(Object file, String table, String... options) {
        return loadAs("postgres:postgres", file, table, options);
    }

    private static Outcome loadAs(String user, Object file, String table, String... options) {
        String url = "postgresql://%s@127.0.0.1:%d/%s".formatted(user, DATABASE.port(), DATABASE.database());
        return Cli.run(Stream.concat(
                        Stream.of("load", file, "--into", table, "--database", url), Stream.of((Object[]) options))
                .toArray());
    }

    private static String count(String table) {
        return DATABASE.queryText("SELECT count(*) FROM " + table);
    }

    @Test
    void skipsAFileThatWasLoadedWhateverItIsCalled() throws IOException {
        DATABASE.execute("CREATE TABLE skipped (id int, name text)");
        assertThat(load(file("a.csv", TWO), "skipped").err()).isEmpty();

        Outcome again = load(file("b.csv", TWO), "skipped");

        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .matches("(?s).*b\\.csv: already loaded into public\\.skipped on \\d{4}-\\d\\d-\\d\\dT.*Z, skipping;"
                        + " --force loads it again.*");
        assertThat(load(directory.resolve("a.csv"), "skipped", "--json").out())
                .contains("\"rows\":0")
                .contains("\"loaded_before\":\"2");
        assertThat(count("skipped")).isEqualTo("2");
        assertThat(DATABASE.queryText("SELECT target || ' ' || loaded || ' ' || rejected || ' ' || bytes || ' ' || job"
                        + " FROM dromedary.loaded_file WHERE target = 'public.skipped'"))
                .isEqualTo("public.skipped 2 0 16 load");
    }

    @Test
    void loadsItAgainWhereThatIsForced() throws IOException {
        DATABASE.execute("CREATE TABLE forced (id int, name text)");
        Path file = file("a.csv", TWO);
        assertThat(load(file, "forced").err()).isEmpty();

        assertThat(load(file, "forced", "--force").out()).contains("2 rows into");
        assertThat(load(file, "forced").out()).contains("already loaded");
        assertThat(count("forced")).isEqualTo("4");
    }

    @Test
    void otherContentOptionsOrTablesAreSomethingElse() throws IOException {
        DATABASE.execute("CREATE TABLE one (id text, name text)", "CREATE TABLE other (id text, name text)");
        Path file = file("a.csv", TWO);

        assertThat(load(file, "one").out()).contains("2 rows");
        assertThat(load(file, "other").out()).contains("2 rows");
        assertThat(load(file, "one", "--set", "import_settings.csv.header=false")
                        .out())
                .contains("3 rows");
        assertThat(load(file("a.csv", TWO.replace('a', 'c')), "other").err()).contains("is \"ncme\"");
        assertThat(load(file("a.csv", TWO.replace("1,a", "1,c")), "other").out())
                .contains("2 rows");
    }

    @Test
    void aFileWhoseRowsAnotherHasReplacedIsLoadedAgain() throws IOException {
        DATABASE.execute("CREATE TABLE replaced (id int, name text)");
        Path first = file("a.csv", TWO);
        Path second = file("b.csv", "id,name\n3,c\n");
        String[] replace = {"--set", "import_settings.mode=replace"};

        assertThat(load(first, "replaced", replace).out()).contains("2 rows");
        assertThat(load(first, "replaced", replace).out()).contains("already loaded");
        assertThat(load(second, "replaced", replace).out()).contains("1 rows");
        assertThat(load(first, "replaced", replace).out()).contains("2 rows");
        assertThat(load(first, "replaced", "--force", "--set", "import_settings.mode=replace")
                        .out())
                .contains("2 rows");
        assertThat(count("replaced")).isEqualTo("2");
    }

    @Test
    void whatFailedOrWasOnlyCheckedIsNotRemembered() throws IOException {
        DATABASE.execute("CREATE TABLE checked (id int CHECK (id < 2), name text)");
        Path file = file("a.csv", TWO);

        assertThat(load(file, "checked").exitCode()).isEqualTo(6);
        assertThat(load(file, "checked", "--dry-run", "--set", "import_settings.on_error=reject")
                        .out())
                .contains("1 rows");
        assertThat(load(file, "checked", "--set", "import_settings.on_error=reject")
                        .out())
                .contains("1 rows");
        assertThat(load(file, "checked").out()).contains("already loaded");
    }

    @Test
    void aFileWithoutRecordsIsRememberedToo() throws IOException {
        DATABASE.execute("CREATE TABLE none (id int, name text)");
        Path file = file("a.csv", "id,name\n");

        assertThat(load(file, "none").out()).contains("0 rows");
        assertThat(load(file, "none").out()).contains("already loaded");
    }

    @Test
    void twoAtOnceLoadItOnce() throws IOException {
        DATABASE.execute("CREATE TABLE at_once (id int PRIMARY KEY, name text)");
        var text = new StringBuilder("id,name\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(i).append(",some text to make it longer\n");
        }
        Path file = file("a.csv", text.toString());

        List<CompletableFuture<Outcome>> both = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(() -> load(file, "at_once")))
                .toList();
        List<Outcome> outcomes = both.stream().map(CompletableFuture::join).toList();

        assertThat(outcomes).allMatch(outcome -> outcome.exitCode() == 0, "is well");
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.out().contains("already loaded"))
                .hasSize(1);
        assertThat(count("at_once")).isEqualTo("100000");
    }

    @Test
    void standardInputIsRememberedByItsContent() throws IOException {
        DATABASE.execute(
                "CREATE TABLE streamed (id int, name text)", "CREATE TABLE keyed (id int PRIMARY KEY, name text)");
        for (String table : List.of("streamed", "keyed")) {
            assertThat(loadInput(TWO, table).out()).contains("2 rows");
            Outcome again = loadInput(TWO, table);

            assertThat(again.err()).isEmpty();
            assertThat(again.out()).contains("already loaded");
            assertThat(load(file("a.csv", TWO), table).out()).contains("already loaded");
            assertThat(count(table)).isEqualTo("2");
        }
        assertThat(loadInput("id,name\n1,x\n", "keyed").err()).contains("duplicate key");
    }

    private static Outcome loadInput(String text, String table) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return load("-", table);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void saysWhichPrivilegesAreMissing() throws IOException {
        TestPostgres other = TestPostgres.createDatabase();
        other.createRole("loader", "secret");
        other.execute("CREATE TABLE wanted (id int, name text)", "GRANT INSERT, SELECT ON wanted TO loader");
        String url = "postgresql://loader:secret@127.0.0.1:%d/%s".formatted(other.port(), other.database());
        Object[] command = {"load", file("a.csv", TWO), "--into", "wanted", "--database", url};

        Outcome refused = Cli.run(command);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains("the schema dromedary, which keeps what is loaded: permission denied for database")
                .contains("CREATE SCHEMA dromedary AUTHORIZATION \"loader\"");
        assertThat(other.queryText("SELECT count(*) FROM wanted")).isEqualTo("0");

        other.execute("CREATE SCHEMA dromedary AUTHORIZATION loader");
        assertThat(Cli.run(command).err()).isEmpty();
        assertThat(Cli.run(command).out()).contains("already loaded");
    }
}

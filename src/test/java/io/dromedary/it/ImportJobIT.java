package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of kind import, through the commands that take job files. */
class ImportJobIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private Path job(String table, String more, String... files) throws IOException {
        return Files.writeString(directory.resolve(table + ".yaml"), """
                name: %s
                kind: import
                database:
                  url: postgresql://postgres@127.0.0.1:%d/%s
                  password: postgres
                import_settings:
                  into: public.%s
                  files: [%s]
                %s
                """.formatted(
                        table, DATABASE.port(), DATABASE.database(), table, String.join(", ", files), more));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void runsAJobThatLoadsFiles() throws IOException {
        DATABASE.execute("CREATE TABLE two (id int, name text)");
        Path job = job("two", "", file("a.csv", "id,name\n1,x\n2,y\n"), file("b.csv", "name,id\nz,3\n"));

        Outcome outcome = Cli.run("run", job);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("a.csv: 2 rows into public.two", "b.csv: 1 rows into public.two")
                .endsWith("two: 3 rows of 2 files" + System.lineSeparator());
        assertThat(DATABASE.queryText("SELECT string_agg(id || name, ' ' ORDER BY id) FROM two"))
                .isEqualTo("1x 2y 3z");
    }

    @Test
    void plansAndLoadsNothing() throws IOException {
        DATABASE.execute("CREATE TABLE planned (id int)");
        Path job = job("planned", "", file("p.csv", "id\n1\n"));

        Outcome text = Cli.run("plan", job);
        Outcome json = Cli.run("plan", job, "--json");

        assertThat(text.out())
                .contains(
                        "planned: 1 file into public.planned of 127.0.0.1:", "mode append, atomic file, on_error fail")
                .contains("p.csv, 5 B");
        assertThat(json.out()).contains("\"table\":\"public.planned\"", "\"bytes\":5");
        assertThat(text.err() + json.err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) FROM planned")).isEqualTo("0");
    }

    @Test
    void printsOneDocumentForAJob() throws IOException {
        DATABASE.execute("CREATE TABLE documented (id int)");
        Path job = job("documented", "", file("d.csv", "id\n1\nx\n"));

        Outcome outcome = Cli.run("run", job, "--json", "--set", "import_settings.on_error=reject");

        assertThat(outcome.out())
                .hasLineCount(1)
                .contains("\"name\":\"documented\",\"rows\":1,\"rejected\":1,\"files\":[{");
    }

    @Test
    void endsWithTheCodeOfWhatFailed() throws IOException {
        DATABASE.execute("CREATE TABLE strict (id int)");
        Path job = job("strict", "", file("s.csv", "id\n1\nx\n"));

        Outcome outcome = Cli.run("run", job);

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("s.csv: line 3, column \"id\"", "Nothing of it was loaded");
        assertThat(DATABASE.queryText("SELECT count(*) FROM strict")).isEqualTo("0");
    }

    @Test
    void printsADocumentForAJobThatFailed() throws IOException {
        DATABASE.execute("CREATE TABLE failing (id int)");
        Path job = job("failing", "", file("good.csv", "id\n1\n"), file("wrong.csv", "id\nx\n"));

        Outcome outcome = Cli.run("run", job, "--json");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out())
                .hasLineCount(1)
                .contains("\"name\":\"failing\",\"rows\":1,", "good.csv\"", "\"failures\":[{\"category\":\"data\"")
                .contains("wrong.csv: line 2, column \\\"id\\\"");
        assertThat(outcome.err()).startsWith("error: ").contains("wrong.csv: line 2");
    }

    @Test
    void refusesToReplaceATableWithFileAfterFile() throws IOException {
        DATABASE.execute("CREATE TABLE replaced (id int)", "INSERT INTO replaced VALUES (7)");
        file("r1.csv", "id\n1\n");
        file("r2.csv", "id\n2\n");
        Path job =
                job("replaced", "  mode: replace", directory.resolve("r*.csv").toString());

        for (String command : new String[] {"plan", "run"}) {
            Outcome outcome = Cli.run(command, job);
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.err())
                    .contains("public.replaced: mode is replace, and 2 files fit, from ")
                    .contains("each would replace the one before");
        }
        assertThat(DATABASE.queryText("SELECT id FROM replaced")).isEqualTo("7");
    }

    @Test
    void namesTheKindsThatThereAre() throws IOException {
        Path job = Files.writeString(directory.resolve("kind.yaml"), "kind: imprt\n");

        assertThat(Cli.run("run", job).err())
                .contains("kind is \"imprt\" but has to be one of export, import; did you mean import?");
    }

    @Test
    void refusesInboxesThatLeadAnywhereElse() throws IOException {
        for (String name : new String[] {"../x", "/tmp", ".hidden", "a/b", "Jobs"}) {
            Path job = job("anywhere", "  inbox: " + name);
            assertThat(Cli.run("plan", job).err())
                    .contains("import_settings.inbox " + (name.equals("Jobs") ? "is \"jobs\"" : "has to be a name"));
        }
        Path job = job("anywhere", "  inbox: a\n  force: true\n  dry_run: true", "x.csv");
        assertThat(Cli.run("plan", job).err())
                .contains(
                        "import_settings.files and inbox exclude each other",
                        "import_settings.force is not possible with inbox",
                        "import_settings.dry_run is not possible with inbox");
    }

    @Test
    void runsWhatLiesInAnInboxNow() throws IOException {
        DATABASE.execute("CREATE TABLE here (id int)");
        Path job = job("here", "  inbox: here");
        Path inbox = Files.createDirectories(directory.resolve("inbox/here"));
        Files.writeString(inbox.resolve("a.csv"), "id\n1\n");
        Files.writeString(inbox.resolve("b.csv"), "id\nx\n");
        System.setProperty(
                "dromedary.inbox-directory", directory.resolve("inbox").toString());
        System.setProperty("dromedary.drop-folder-min-age-millis", "100");
        try {
            assertThat(Cli.run("plan", job).out()).contains("here: 2 files into public.here", "a.csv, 5 B");
            Outcome outcome = Cli.run("run", job);

            assertThat(outcome.exitCode()).isEqualTo(6);
            assertThat(outcome.out()).contains("a.csv: 1 rows into public.here", "here: 1 rows of 1 file");
            assertThat(outcome.err()).contains("b.csv: line 2, column \"id\"");
            assertThat(Cli.run("run", job).out()).contains("here: 0 rows of 0 files");
        } finally {
            System.clearProperty("dromedary.inbox-directory");
            System.clearProperty("dromedary.drop-folder-min-age-millis");
        }
    }

    @Test
    void aServerLoadsByScheduleAndWhatIsDropped() throws IOException, InterruptedException {
        DATABASE.execute("CREATE TABLE scheduled (id int)", "CREATE TABLE dropped (id int)");
        Path jobs = Files.createDirectories(directory.resolve("jobs"));
        Path inbox = Files.createDirectories(directory.resolve("inbox/jobs"));
        String rows = "id\n" + "1\n".repeat(30_000);
        Path scheduled = job("scheduled", "schedule: {every: 1d}", file("c.csv", rows));
        Files.move(scheduled, jobs.resolve("scheduled.yaml"));
        Files.move(job("dropped", "", file("e.csv", rows)), inbox.resolve("dropped.yaml"));
        String[] options = {
            "-Ddromedary.jobs-directory=" + jobs,
            "-Ddromedary.inbox-directory=" + inbox.getParent(),
            "-Ddromedary.drop-folder-min-age-millis=100"
        };

        Process server = Launcher.start(directory, options, "serve");
        try {
            Path done = inbox.resolve("done/dropped.yaml");
            for (int i = 0; i < 600 && !(Files.exists(done) && count("scheduled") == 30_000); i++) {
                Thread.sleep(50);
            }
        } finally {
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(inbox.resolve("done/dropped.yaml")).exists();
        assertThat(count("dropped")).isEqualTo(30_000);
        assertThat(count("scheduled")).isEqualTo(30_000);
        assertThat(Files.readString(directory.resolve("out.txt")) + Files.readString(directory.resolve("err.txt")))
                .containsPattern("Import job [0-9a-f-]{36} - Starting optimized import")
                .containsPattern("Import job [0-9a-f-]{36} - Processing: [123]0,000 rows");
    }

    private static long count(String table) {
        return Long.parseLong(DATABASE.queryText("SELECT count(*) FROM " + table));
    }
}

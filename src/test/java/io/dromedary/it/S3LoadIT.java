package io.dromedary.it;

import static io.dromedary.it.LoadedObjects.assertLoaded;
import static io.dromedary.it.LoadedObjects.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of a bucket, from the command line and jobs to a real PostgreSQL. */
class S3LoadIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final TestStore STORE = TestStore.createBucket(Path.of("none"));
    private static final LoadedObjects BUCKET = new LoadedObjects(DATABASE, STORE);

    @TempDir
    private Path directory;

    @Test
    void loadsPackedTextAndSkipsItTheSecondTime() throws IOException {
        DATABASE.execute("CREATE TABLE orders (id int, note text)");
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(rows(1000));
        }
        BUCKET.put("in/orders.csv.gz", packed.toByteArray());

        assertLoaded(BUCKET.load("orders", "in/orders.csv.gz"), 1000);
        Outcome again = BUCKET.load("orders", "in/orders.csv.gz");
        BUCKET.put("other/copy.csv.gz", packed.toByteArray());
        Outcome copy = BUCKET.load("orders", "other/copy.csv.gz");

        assertThat(again.out()).contains(BUCKET.address("in/orders.csv.gz") + ": already loaded into public.orders on");
        assertThat(copy.out()).contains("copy.csv.gz: already loaded into public.orders on");
        assertThat(BUCKET.sum("orders")).isEqualTo("1000 500500");
        assertLoaded(BUCKET.load("orders", "other/copy.csv.gz", "--force"), 1000);
        assertThat(DATABASE.queryText(
                        "SELECT file || bytes FROM dromedary.loaded_file WHERE target LIKE '%.orders' AND NOT forced"))
                .isEqualTo(BUCKET.address("in/orders.csv.gz") + packed.size());
    }

    @Test
    void aContentIsLoadedOnceWhateverItsNameAlsoInBatches() {
        DATABASE.execute("CREATE TABLE once (id int, note text)");
        BUCKET.put("once/a.csv", rows(500));
        BUCKET.put("once/b.csv", rows(500));

        assertLoaded(BUCKET.load("once", "once/a.csv", "import_settings.atomic=batch"), 500);
        Outcome twin = BUCKET.load("once", "once/b.csv", "import_settings.atomic=batch");

        assertThat(twin.out()).contains("b.csv: already loaded");
        assertThat(BUCKET.sum("once")).isEqualTo("500 125250");
    }

    @Test
    void partsOfAnExportAreAllLoadedAlsoThoseWithTheSameContent() throws IOException {
        DATABASE.execute(
                "CREATE TABLE same (t text NOT NULL)",
                "INSERT INTO same SELECT repeat('x', 100) FROM generate_series(1, 30000)");
        var job = new JobFile(directory, DATABASE).table("same").setting("max_rows_per_file", 5000);
        assertThat(Cli.run("run", "--quiet", job.write()).err()).isEmpty();
        try (Stream<Path> parts = Files.list(job.exports().resolve("public_same"))) {
            for (Path part : parts.toList()) {
                BUCKET.put("exports/same/" + part.getFileName(), Files.readAllBytes(part));
            }
        }
        DATABASE.execute("DROP TABLE same");

        Outcome outcome = BUCKET.load("same", "exports/same/*.parquet", "import_settings.create_table=if_missing");

        assertThat(outcome.err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || count(DISTINCT t) FROM same"))
                .isEqualTo("30000 1");
    }

    @Test
    void loadsWhatFitsAPattern() {
        DATABASE.execute("CREATE TABLE many (id int)");
        BUCKET.put("many/a.csv", "id\n1\n");
        BUCKET.put("many/b.csv", "id\n2\n");
        BUCKET.put("many/deeper/c.csv", "id\n3\n");
        BUCKET.put("many/d.txt", "id\n4\n");

        Outcome outcome = BUCKET.load("many", "many/*.csv");
        Outcome none = BUCKET.load("many", "many/*.tsv");

        assertLoaded(outcome, 1);
        assertThat(outcome.out()).hasLineCount(2);
        assertThat(BUCKET.sum("many")).isEqualTo("2 3");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains(BUCKET.address("many/*.tsv") + ": no file fits. Check its name");
    }

    @Test
    void loadsOtherFormats() throws IOException {
        DATABASE.execute("CREATE TABLE formats (id int, note text)");
        BUCKET.put("formats/objects.ndjson", "{\"id\": 1, \"note\": \"a\"}\n{\"id\": 2, \"note\": null}\n");
        BUCKET.put("formats/book.xlsx", workbook());
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            for (int part = 4; part <= 5; part++) {
                out.putNextEntry(new ZipEntry("part%d.csv".formatted(part)));
                out.write("id,note\n%d,p\n".formatted(part).getBytes(StandardCharsets.UTF_8));
            }
        }
        BUCKET.put("formats/parts.zip", zip.toByteArray());

        assertLoaded(BUCKET.load("formats", "formats/objects.ndjson"), 2);
        assertLoaded(BUCKET.load("formats", "formats/book.xlsx"), 1);
        assertLoaded(BUCKET.load("formats", "formats/parts.zip"), 2);

        assertThat(BUCKET.sum("formats")).isEqualTo("5 15");
    }

    private static byte[] workbook() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("North");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "note");
            sheet.value(1, 0, 3);
            sheet.value(1, 1, "x");
        }
        return bytes.toByteArray();
    }

    @Test
    void whatWasExportedIntoABucketComesBack() throws IOException {
        DATABASE.execute(
                "CREATE TABLE exported AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 20000) i",
                "CREATE TABLE back (LIKE exported)");
        var job = new JobFile(directory, DATABASE).table("exported");
        assertThat(Cli.run("run", "--quiet", job.write()).err()).isEmpty();
        try (var files = Files.list(job.exports().resolve("public_exported"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".parquet")).toList()) {
                BUCKET.put("lake/" + file.getFileName(), Files.readAllBytes(file));
            }
        }

        Outcome outcome = BUCKET.load("back", "lake/*.parquet");

        assertThat(outcome.err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) FROM (TABLE exported EXCEPT TABLE back) AS missing"))
                .isEqualTo("0");
        assertThat(BUCKET.sum("back")).isEqualTo(BUCKET.sum("exported"));
    }

    @Test
    void aTableIsMadeOfWhatIsInTheObject() {
        BUCKET.put("new/prices.csv", "code,price\n007,1.50\n008,2\n");

        assertLoaded(BUCKET.load("prices", "new/prices.csv", "import_settings.create_table=if_missing"), 2);

        assertThat(DATABASE.queryText("SELECT string_agg(code || price, ' ' ORDER BY code) FROM prices"))
                .isEqualTo("0071.50 0082");
    }

    @Test
    void jobsSayHowTheStoreIsReached() throws IOException {
        DATABASE.execute("CREATE TABLE by_job (id int)");
        BUCKET.put("job/a.csv", "id\n1\n2\n");
        Path job = Files.writeString(directory.resolve("job.yaml"), """
                name: from the lake
                kind: import
                database: {url: "%s"}
                s3: {endpoint: "%s", path_style: true}
                import_settings:
                  into: by_job
                  files: ["%s"]
                """.formatted(
                        BUCKET.url(), STORE.endpoint(), BUCKET.address("job/*.csv")));

        Outcome plan = Cli.run("plan", job);
        Outcome run = Cli.run("run", "--quiet", job);

        assertThat(plan.err()).isEmpty();
        assertThat(plan.out()).contains(BUCKET.address("job/a.csv") + ", 7 B");
        assertThat(run.err()).isEmpty();
        assertThat(BUCKET.sum("by_job")).isEqualTo("2 3");
    }

    @Test
    void rejectedRecordsAreSetAsideWhereTheJobSays() {
        DATABASE.execute("CREATE TABLE strict (id int)");
        BUCKET.put("bad/rows.csv", "id\n1\nx\n");

        Outcome outcome = BUCKET.load(
                "strict",
                "bad/rows.csv",
                "import_settings.on_error=reject",
                "import_settings.reject_directory=" + directory);

        assertLoaded(outcome, 1);
        assertThat(outcome.out()).contains("1 records rejected, see " + directory.resolve("rows.csv.rejected"));
        assertThat(directory.resolve("rows.csv.rejected")).hasContent("id\nx\n");
    }
}

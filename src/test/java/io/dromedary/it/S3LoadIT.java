package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.HttpFaultProxy;
import io.dromedary.testing.HttpFaultProxy.Fault;
import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** Objects of a bucket, from the command line and jobs to a real PostgreSQL. */
class S3LoadIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final TestStore STORE = TestStore.createBucket(Path.of("none"));

    @TempDir
    private Path directory;

    private static String url() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database());
    }

    private static String address(TestStore store, String key) {
        return "s3://%s/%s".formatted(store.bucket(), key);
    }

    private static Outcome load(TestStore store, String table, String key, String... settings) {
        List<Object> arguments = new ArrayList<>(List.of(
                "load", address(store, key), "--into", table, "--database", url(), "--set", "s3.path_style=true"));
        arguments.addAll(List.of("--set", "s3.endpoint=" + store.endpoint()));
        for (String setting : settings) {
            arguments.addAll(setting.startsWith("--") ? List.of(setting) : List.of("--set", setting));
        }
        return Cli.run(arguments.toArray());
    }

    private static void assertLoaded(Outcome outcome, long rows) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(": %,d rows into".formatted(rows));
    }

    private static void put(String key, byte[] bytes) {
        put(STORE, key, bytes);
    }

    private static void put(TestStore store, String key, byte[] bytes) {
        store.client().putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromBytes(bytes));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Some megabytes that do not fit into any buffer. */
    private static byte[] rows(int count) {
        var text = new StringBuilder("id,note\n");
        for (int i = 1; i <= count; i++) {
            text.append(i).append(",").append("x".repeat(60 + i % 40)).append('\n');
        }
        return bytes(text.toString());
    }

    private static String sum(String table) {
        return DATABASE.queryText("SELECT count(*) || ' ' || coalesce(sum(id), 0) FROM " + table);
    }

    @Test
    void loadsPackedTextAndSkipsItTheSecondTime() throws IOException {
        DATABASE.execute("CREATE TABLE orders (id int, note text)");
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(rows(1000));
        }
        put("in/orders.csv.gz", packed.toByteArray());

        assertLoaded(load(STORE, "orders", "in/orders.csv.gz"), 1000);
        Outcome again = load(STORE, "orders", "in/orders.csv.gz");
        put("other/copy.csv.gz", packed.toByteArray());
        Outcome copy = load(STORE, "orders", "other/copy.csv.gz");

        assertThat(again.out()).contains(address(STORE, "in/orders.csv.gz") + ": already loaded into public.orders on");
        assertThat(copy.out()).contains("copy.csv.gz: already loaded into public.orders on");
        assertThat(sum("orders")).isEqualTo("1000 500500");
        assertLoaded(load(STORE, "orders", "other/copy.csv.gz", "--force"), 1000);
        assertThat(
                        DATABASE.queryText(
                                "SELECT file || bytes FROM dromedary.loaded_file WHERE target = 'public.orders' AND NOT forced"))
                .isEqualTo(address(STORE, "in/orders.csv.gz") + packed.size());
    }

    @Test
    void aContentIsLoadedOnceWhateverItsNameAlsoInBatches() {
        DATABASE.execute("CREATE TABLE once (id int, note text)");
        put("once/a.csv", rows(500));
        put("once/b.csv", rows(500));

        assertLoaded(load(STORE, "once", "once/a.csv", "import_settings.atomic=batch"), 500);
        Outcome twin = load(STORE, "once", "once/b.csv", "import_settings.atomic=batch");

        assertThat(twin.out()).contains("b.csv: already loaded");
        assertThat(sum("once")).isEqualTo("500 125250");
    }

    @Test
    void loadsWhatFitsAPattern() {
        DATABASE.execute("CREATE TABLE many (id int)");
        put("many/a.csv", bytes("id\n1\n"));
        put("many/b.csv", bytes("id\n2\n"));
        put("many/deeper/c.csv", bytes("id\n3\n"));
        put("many/d.txt", bytes("id\n4\n"));

        Outcome outcome = load(STORE, "many", "many/*.csv");
        Outcome none = load(STORE, "many", "many/*.tsv");

        assertLoaded(outcome, 1);
        assertThat(outcome.out()).hasLineCount(2);
        assertThat(sum("many")).isEqualTo("2 3");
        assertThat(none.exitCode()).isEqualTo(3);
        assertThat(none.err()).contains(address(STORE, "many/*.tsv") + ": no file fits. Check its name");
    }

    @Test
    void loadsOtherFormats() throws IOException {
        DATABASE.execute("CREATE TABLE formats (id int, note text)");
        put("formats/objects.ndjson", bytes("{\"id\": 1, \"note\": \"a\"}\n{\"id\": 2, \"note\": null}\n"));
        put("formats/book.xlsx", workbook());
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            for (int part = 4; part <= 5; part++) {
                out.putNextEntry(new ZipEntry("part%d.csv".formatted(part)));
                out.write(bytes("id,note\n%d,p\n".formatted(part)));
            }
        }
        put("formats/parts.zip", zip.toByteArray());

        assertLoaded(load(STORE, "formats", "formats/objects.ndjson"), 2);
        assertLoaded(load(STORE, "formats", "formats/book.xlsx"), 1);
        assertLoaded(load(STORE, "formats", "formats/parts.zip"), 2);

        assertThat(sum("formats")).isEqualTo("5 15");
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
                put("lake/" + file.getFileName(), Files.readAllBytes(file));
            }
        }

        Outcome outcome = load(STORE, "back", "lake/*.parquet");

        assertThat(outcome.err()).isEmpty();
        assertThat(DATABASE.queryText("SELECT count(*) FROM (TABLE exported EXCEPT TABLE back) AS missing"))
                .isEqualTo("0");
        assertThat(sum("back")).isEqualTo(sum("exported"));
    }

    @Test
    void aTableIsMadeOfWhatIsInTheObject() {
        put("new/prices.csv", bytes("code,price\n007,1.50\n008,2\n"));

        assertLoaded(load(STORE, "prices", "new/prices.csv", "import_settings.create_table=if_missing"), 2);

        assertThat(DATABASE.queryText("SELECT string_agg(code || price, ' ' ORDER BY code) FROM prices"))
                .isEqualTo("0071.50 0082");
    }

    @Test
    void jobsSayHowTheStoreIsReached() throws IOException {
        DATABASE.execute("CREATE TABLE by_job (id int)");
        put("job/a.csv", bytes("id\n1\n2\n"));
        Path job = Files.writeString(
                directory.resolve("job.yaml"), """
                name: from the lake
                kind: import
                database: {url: "%s"}
                s3: {endpoint: "%s", path_style: true}
                import_settings:
                  into: by_job
                  files: ["%s"]
                """.formatted(url(), STORE.endpoint(), address(STORE, "job/*.csv")));

        Outcome plan = Cli.run("plan", job);
        Outcome run = Cli.run("run", "--quiet", job);

        assertThat(plan.err()).isEmpty();
        assertThat(plan.out()).contains(address(STORE, "job/a.csv") + ", 7 B");
        assertThat(run.err()).isEmpty();
        assertThat(sum("by_job")).isEqualTo("2 3");
    }

    @Test
    void rejectedRecordsAreSetAsideWhereTheJobSays() {
        DATABASE.execute("CREATE TABLE strict (id int)");
        put("bad/rows.csv", bytes("id\n1\nx\n"));

        Outcome outcome = load(
                STORE,
                "strict",
                "bad/rows.csv",
                "import_settings.on_error=reject",
                "import_settings.reject_directory=" + directory);

        assertLoaded(outcome, 1);
        assertThat(outcome.out()).contains("1 records rejected, see " + directory.resolve("rows.csv.rejected"));
        assertThat(directory.resolve("rows.csv.rejected")).hasContent("id\nx\n");
    }

    @Test
    void goesOnWhereAnyConnectionBreaks() throws IOException {
        TestStore unsigned = TestStore.createUnsignedBucket(directory);
        DATABASE.execute("CREATE TABLE broken (id int, note text)");
        put(unsigned, "large.csv", rows(60_000));
        String expected = "60000 1800030000";
        int fault = 0;
        int requests;
        do {
            fault++;
            DATABASE.execute("TRUNCATE broken");
            try (var proxy = new HttpFaultProxy(unsigned.port(), Fault.TRUNCATE_ANSWER, fault, 1)) {
                Outcome outcome = load(unsigned.through(proxy.port()), "broken", "large.csv", "--force");
                assertThat(outcome.err()).as("request %d", fault).isEmpty();
                requests = proxy.requests();
            }
            assertThat(sum("broken")).as("request %d", fault).isEqualTo(expected);
        } while (requests >= fault);
        assertThat(fault).isGreaterThan(3);
    }

    @Test
    void aStoreThatKeepsBreakingIsToldInWords() throws IOException {
        TestStore unsigned = TestStore.createUnsignedBucket(directory);
        DATABASE.execute("CREATE TABLE hopeless (id int, note text)");
        put(unsigned, "large.csv", rows(1000));
        try (var proxy = new HttpFaultProxy(unsigned.port(), Fault.UNAVAILABLE, 2, 1000)) {
            Outcome outcome = load(unsigned.through(proxy.port()), "hopeless", "large.csv");

            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).contains("large.csv: http://127.0.0.1:", "is in trouble", "run it again later");
        }
        assertThat(sum("hopeless")).isEqualTo("0 0");
    }

    @Test
    void anObjectThatIsReplacedMeanwhileIsRefused() throws Exception {
        DATABASE.execute("CREATE TABLE replaced (id int, note text)");
        put("replaced.csv", rows(60_000));
        CompletableFuture<Outcome> loading;
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE replaced IN ACCESS EXCLUSIVE MODE");
            loading = CompletableFuture.supplyAsync(() -> load(STORE, "replaced", "replaced.csv"));
            while (DATABASE.queryText("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                assertThat(loading).isNotDone();
                Thread.sleep(20);
            }
            put("replaced.csv", rows(50_000));
            connection.commit();
        }
        Outcome outcome = loading.get();

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("replaced.csv: the object was replaced or deleted while it was read");
        assertThat(sum("replaced")).isEqualTo("0 0");
    }

    @Test
    void batchesAreLoadedOnceWhenALoadGoesOn() {
        DATABASE.execute("CREATE TABLE resumed (id int, note text, CONSTRAINT until CHECK (id < 150000))");
        put("resumed.csv", rows(200_000));
        String[] settings = {"import_settings.atomic=batch", "import_settings.connections=1"};

        Outcome failed = load(STORE, "resumed", "resumed.csv", settings);
        long loaded = Long.parseLong(DATABASE.queryText("SELECT count(*) FROM resumed"));
        DATABASE.execute("ALTER TABLE resumed DROP CONSTRAINT until");
        Outcome outcome = load(STORE, "resumed", "resumed.csv", settings);

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(6);
        assertThat(loaded).isBetween(1L, 149_999L);
        assertThat(outcome.err()).isEmpty();
        assertThat(sum("resumed")).isEqualTo("200000 20000100000");
    }

    @Test
    void saysWhatIsWrongWithAName() {
        DATABASE.execute("CREATE TABLE named (id int)");
        put("named/a.csv", bytes("id\n1\n"));
        String signed = "s3://lake/a.csv?X-Amz-Signature=5ecret";

        Outcome missing = load(STORE, "named", "named/b.csv");
        Outcome folder = load(STORE, "named", "named");

        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).contains(address(STORE, "named/b.csv") + ": there is no such object. Check its name");
        assertThat(folder.err()).contains("/named: it is no object, but others begin so. Say", "/named/*");
        for (String secret : List.of(signed, "s3://key:5ecret@lake/a.csv", "https://lake.example.com/a.csv?x=5ecret")) {
            Outcome refused = Cli.run("load", secret, "--into", "named", "--database", url());
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("import_settings.files has", "not shown", "s3://bucket/")
                    .doesNotContain("5ecret");
        }
        Outcome bucket = Cli.run(
                "load",
                "s3://no-such-bucket/a.csv",
                "--into",
                "named",
                "--database",
                url(),
                "--set",
                "s3.path_style=true",
                "--set",
                "s3.endpoint=" + STORE.endpoint());
        assertThat(bucket.exitCode()).isEqualTo(4);
        assertThat(bucket.err()).contains("has no bucket no-such-bucket; create it, or check the location");
    }

    @Test
    void saysWhatIsWrongWithKeysAndAddresses() throws Exception {
        DATABASE.execute("CREATE TABLE keys (id int)");
        put("keys.csv", bytes("id\n1\n"));

        assertThat(launch("keys", "-Daws.accessKeyId=AKOTHER", "-Daws.secretAccessKey=5ecret"))
                .contains("does not accept the credentials (InvalidAccessKeyId); check both keys")
                .doesNotContain("5ecret");
        assertThat(launch("keys", "-Daws.disableEc2Metadata=true", "-Duser.home=" + directory))
                .contains("there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        assertThat(launch("keys", "-Ddromedary.s3.endpoint=http://key:5ecret@127.0.0.1:1"))
                .contains("s3.endpoint has a user or password in it, which is not shown here")
                .doesNotContain("5ecret");
        assertThat(launch(
                        "keys",
                        "-Ddromedary.s3.endpoint=http://127.0.0.1:1",
                        "-Ddromedary.s3.attempts=1",
                        "-Daws.accessKeyId=AKOTHER",
                        "-Daws.secretAccessKey=5ecret"))
                .contains("http://127.0.0.1:1 cannot be reached", "check s3.endpoint and the network");
    }

    private String launch(String table, String... options) throws Exception {
        List<String> all = new ArrayList<>(
                List.of("-Ddromedary.s3.endpoint=" + STORE.endpoint(), "-Ddromedary.s3.path-style=true"));
        all.addAll(List.of(options));
        Process process = Launcher.start(
                directory,
                java.util.Map.of("AWS_EC2_METADATA_DISABLED", "true", "AWS_ACCESS_KEY_ID", ""),
                all.toArray(String[]::new),
                "load",
                address(STORE, "keys.csv"),
                "--into",
                table,
                "--database",
                url());
        assertThat(process.waitFor()).isNotZero();
        return Files.readString(directory.resolve("err.txt"));
    }

    @Test
    void memoryIsFlatWhateverTheSizeOfTheObject() throws Exception {
        DATABASE.execute("CREATE UNLOGGED TABLE flat (id int, note text)");
        Path file = directory.resolve("flat.csv");
        String note = "y".repeat(990);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("id,note\n");
            for (int i = 1; i <= 250_000; i++) {
                out.write(i + "," + note + "\n");
            }
        }
        STORE.client().putObject(request -> request.bucket(STORE.bucket()).key("flat.csv"), file);
        List<String> options = new ArrayList<>(List.of(S3Launch.options(STORE, directory, 64)));
        options.add("-Xmx128m");

        Process process = Launcher.start(
                directory,
                options.toArray(String[]::new),
                "load",
                address(STORE, "flat.csv"),
                "--into",
                "flat",
                "--database",
                url());

        assertThat(process.waitFor())
                .as(Files.readString(directory.resolve("err.txt")))
                .isZero();
        assertThat(Files.size(file)).isGreaterThan(240_000_000L);
        assertThat(sum("flat")).isEqualTo("250000 31250125000");
    }
}

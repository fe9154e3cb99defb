package io.dromedary.it;

import static io.dromedary.it.LoadedObjects.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.HttpFaultProxy;
import io.dromedary.testing.HttpFaultProxy.Fault;
import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads of objects where something goes wrong, or may. */
class S3LoadFaultsIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final TestStore STORE = TestStore.createBucket(Path.of("none"));
    private static final LoadedObjects BUCKET = new LoadedObjects(DATABASE, STORE);

    @TempDir
    private Path directory;

    @Test
    void goesOnWhereAnyConnectionBreaks() throws IOException {
        var unsigned = new LoadedObjects(DATABASE, TestStore.createUnsignedBucket(directory));
        DATABASE.execute("CREATE TABLE broken (id int, note text)");
        unsigned.put("large.csv", rows(60_000));
        String expected = "60000 1800030000";
        int fault = 0;
        int requests;
        do {
            fault++;
            DATABASE.execute("TRUNCATE broken");
            try (var proxy = new HttpFaultProxy(unsigned.store().port(), Fault.TRUNCATE_ANSWER, fault, 1)) {
                Outcome outcome = unsigned.through(proxy.port()).load("broken", "large.csv", "--force");
                assertThat(outcome.err()).as("request %d", fault).isEmpty();
                requests = proxy.requests();
            }
            assertThat(BUCKET.sum("broken")).as("request %d", fault).isEqualTo(expected);
        } while (requests >= fault);
        assertThat(fault).isGreaterThan(3);
    }

    @Test
    void aStoreThatKeepsBreakingIsToldInWords() throws IOException {
        var unsigned = new LoadedObjects(DATABASE, TestStore.createUnsignedBucket(directory));
        DATABASE.execute("CREATE TABLE hopeless (id int, note text)");
        unsigned.put("large.csv", rows(1000));
        try (var proxy = new HttpFaultProxy(unsigned.store().port(), Fault.UNAVAILABLE, 2, 1000)) {
            Outcome outcome = unsigned.through(proxy.port()).load("hopeless", "large.csv");

            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err()).contains("large.csv: http://127.0.0.1:", "is in trouble", "run it again later");
        }
        assertThat(BUCKET.sum("hopeless")).isEqualTo("0 0");
    }

    @Test
    void anObjectThatIsReplacedMeanwhileIsRefused() throws Exception {
        DATABASE.execute("CREATE TABLE replaced (id int, note text)");
        BUCKET.put("replaced.csv", rows(60_000));
        CompletableFuture<Outcome> loading;
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE replaced IN ACCESS EXCLUSIVE MODE");
            loading = CompletableFuture.supplyAsync(() -> BUCKET.load("replaced", "replaced.csv"));
            while (DATABASE.queryText("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                assertThat(loading).isNotDone();
                Thread.sleep(20);
            }
            BUCKET.put("replaced.csv", rows(50_000));
            connection.commit();
        }
        Outcome outcome = loading.get();

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("replaced.csv: the object was replaced or deleted while it was read");
        assertThat(BUCKET.sum("replaced")).isEqualTo("0 0");
    }

    @Test
    void batchesAreLoadedOnceWhenALoadGoesOn() {
        DATABASE.execute("CREATE TABLE resumed (id int, note text, CONSTRAINT until CHECK (id < 450000))");
        BUCKET.put("resumed.csv", rows(500_000));
        String[] settings = {"import_settings.atomic=batch", "import_settings.connections=1"};

        Outcome failed = BUCKET.load("resumed", "resumed.csv", settings);
        long loaded = Long.parseLong(DATABASE.queryText("SELECT count(*) FROM resumed"));
        DATABASE.execute("ALTER TABLE resumed DROP CONSTRAINT until");
        Outcome outcome = BUCKET.load("resumed", "resumed.csv", settings);

        assertThat(failed.exitCode()).isNotZero();
        assertThat(loaded).isBetween(1L, 449_999L);
        assertThat(outcome.err()).isEmpty();
        assertThat(BUCKET.sum("resumed")).isEqualTo("500000 125000250000");
    }

    @Test
    void saysWhatIsWrongWithAName() {
        DATABASE.execute("CREATE TABLE named (id int)");
        BUCKET.put("named/a.csv", "id\n1\n");
        String signed = "s3://lake/a.csv?X-Amz-Signature=5ecret";

        Outcome missing = BUCKET.load("named", "named/b.csv");
        Outcome folder = BUCKET.load("named", "named");

        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).contains(BUCKET.address("named/b.csv") + ": there is no such object. Check its name");
        assertThat(folder.err())
                .contains("/named: is a directory without the manifest of an export. Name the files in it");
        for (String secret : List.of(signed, "s3://key:5ecret@lake/a.csv", "https://lake.example.com/a.csv?x=5ecret")) {
            Outcome refused = Cli.run("load", secret, "--into", "named", "--database", BUCKET.url());
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
                BUCKET.url(),
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
        BUCKET.put("keys.csv", "id\n1\n");

        assertThat(launch("keys", "-Daws.accessKeyId=AKOTHER", "-Daws.secretAccessKey=5ecret"))
                .contains("does not accept the credentials (InvalidAccessKeyId); check both keys")
                .doesNotContain("5ecret");
        assertThat(launch("keys", "-Daws.disableEc2Metadata=true", "-Duser.home=" + directory))
                .contains("there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        Outcome secret = BUCKET.load("keys", "keys.csv", "s3.endpoint=http://key:5ecret@127.0.0.1:1");
        assertThat(secret.exitCode()).isEqualTo(3);
        assertThat(secret.err())
                .contains("s3.endpoint has a user or password in it, which is not shown here")
                .doesNotContain("5ecret");
        Outcome nowhere = BUCKET.load("keys", "keys.csv", "s3.endpoint=http://127.0.0.1:1", "--plan");
        assertThat(nowhere.exitCode()).isEqualTo(4);
        assertThat(nowhere.err()).contains("http://127.0.0.1:1 cannot be reached", "check s3.endpoint and the network");
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
                BUCKET.address("keys.csv"),
                "--into",
                table,
                "--database",
                BUCKET.url());
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
                BUCKET.address("flat.csv"),
                "--into",
                "flat",
                "--database",
                BUCKET.url());

        assertThat(process.waitFor())
                .as(Files.readString(directory.resolve("err.txt")))
                .isZero();
        assertThat(Files.size(file)).isGreaterThan(240_000_000L);
        assertThat(BUCKET.sum("flat")).isEqualTo("250000 31250125000");
    }
}

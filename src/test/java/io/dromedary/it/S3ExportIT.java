package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole exports into a bucket, and what verify says of it. */
class S3ExportIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private TestStore store = TestStore.createBucket(Path.of("none"));

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE orders AS SELECT i AS id, md5(i::text) AS note FROM generate_series(1, 30000) i",
                "CREATE TABLE items AS SELECT i AS id FROM generate_series(1, 10) i",
                "ANALYZE");
    }

    @BeforeEach
    void stageHere() {
        System.setProperty(
                "dromedary.s3.staging-directory", directory.resolve("staging").toString());
        System.setProperty("dromedary.s3.endpoint", store.endpoint());
        System.setProperty("dromedary.s3.path-style", "true");
    }

    @AfterAll
    static void forget() {
        List.of("staging-directory", "endpoint", "path-style")
                .forEach(name -> System.clearProperty("dromedary.s3." + name));
    }

    private JobFile job() {
        return new JobFile(directory, DB).to(store, "lake/raw").setting("chunk_size", 10_000);
    }

    private static void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private Cli.Outcome verify() {
        return Cli.run("verify", "s3://%s/lake/raw".formatted(store.bucket()));
    }

    private List<String> published() {
        return store.keys().stream().filter(key -> !key.contains("/.archive/")).toList();
    }

    @Test
    void tablesAreThereWholeAndNothingElse() throws IOException {
        run(job().table("orders").table("items"));

        assertThat(published())
                .hasSize(8)
                .contains(
                        "lake/raw/public_items.CURRENT",
                        "lake/raw/public_items/_export_metadata.json",
                        "lake/raw/public_orders.CURRENT",
                        "lake/raw/public_orders/_export_metadata.json")
                .anyMatch(key -> key.matches("lake/raw/public_orders/part_0003_[0-9a-f]{12}\\.parquet"));
        assertThat(store.openUploads()).isZero();
        Cli.Outcome outcome = verify();
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out())
                .containsPattern("ok +public\\.orders  30,000 rows  3 files  [\\d.]+ \\w+  s3://" + store.bucket()
                        + "/lake/raw/public_orders")
                .containsPattern(": 2 of 2 tables ok, 30,010 rows, [\\d.]+ KiB, 0 findings");
        store.download("lake/raw/public_orders", directory);
        assertThat(DuckDb.query("select count(*), count(distinct note), sum(id) from "
                        + DuckDb.files(directory.resolve("lake/raw/public_orders"))))
                .containsExactly("30000|30000|450015000");
    }

    @Test
    void aSecondRunIsASecondVersionAndOverwriteReplaces() {
        JobFile job = job().table("items");
        run(job);
        run(job);
        assertThat(published())
                .contains(
                        "lake/raw/public_items/_export_metadata.json",
                        "lake/raw/public_items_v2/_export_metadata.json");
        run(job.setting("conflict_resolution", "overwrite"));

        assertThat(published())
                .filteredOn(key -> key.contains("/public_items/"))
                .hasSize(2);
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void runsAddTheirFilesToADirectoryOfAPartition() {
        JobFile job = job().setting("partition_strategy", "date").table("items");
        run(job);
        run(job);

        Cli.Outcome outcome = verify();
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("public.items  20 rows  2 files");
        assertThat(published())
                .filteredOn(key -> key.endsWith("/_metadata.json"))
                .hasSize(1);
    }

    @Test
    void whatThePortableRouteMakesIsUploadedToo() {
        run(new JobFile(directory, DB.url(), "postgres", "postgres")
                .to(store, "lake/raw")
                .entry(Map.of("schema", "public", "table", "items")));

        Cli.Outcome outcome = verify();
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("public.items  10 rows");
    }

    @Test
    void damageIsFound() {
        run(job().table("orders"));
        String file = published().stream()
                .filter(key -> key.contains("part_0002"))
                .findFirst()
                .orElseThrow();
        store.write(file, "something else");
        store.write("lake/raw/public_orders/stray.parquet", "x");
        store.delete(published().stream()
                .filter(key -> key.contains("part_0003"))
                .findFirst()
                .orElseThrow());

        Cli.Outcome outcome = verify();

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out())
                .containsPattern("part_0002_\\w+\\.parquet has 14 bytes, not")
                .containsPattern("part_0003_\\w+\\.parquet is not there")
                .contains("stray.parquet is named by no manifest");
    }

    @Test
    void keysComeFromTheVariablesThatAreNamed() throws Exception {
        Path job = job().s3("access_key_env", "LAKE_KEY")
                .s3("secret_key_env", "LAKE_SECRET")
                .table("items")
                .write();
        String[] options = {"-Ddromedary.s3.staging-directory=" + directory.resolve("staging")};

        Process without = Launcher.start(directory, options, "run", "--quiet", job.toString());
        assertThat(without.waitFor()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("err.txt")))
                .contains("s3.access_key_env names the environment variable LAKE_KEY, which is not set");

        Map<String, String> keys =
                Map.of("LAKE_KEY", TestStore.ACCESS_KEY, "LAKE_SECRET", TestStore.SECRET_KEY, "AWS_REGION", "eu-1");
        Process with = Launcher.start(directory, keys, options, "run", "--quiet", job.toString());
        assertThat(with.waitFor())
                .as(Files.readString(directory.resolve("err.txt")))
                .isZero();
    }

    @Test
    void withoutCredentialsItSaysWhereTheyMayBe() throws Exception {
        String[] options = {"-Daws.disableEc2Metadata=true", "-Duser.home=" + directory};
        Map<String, String> none = Map.of("AWS_EC2_METADATA_DISABLED", "true", "AWS_ACCESS_KEY_ID", "");
        Process process = Launcher.start(
                directory,
                none,
                options,
                "run",
                "--quiet",
                job().table("items").write().toString());

        assertThat(process.waitFor()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("err.txt")))
                .contains(
                        "there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name variables")
                .doesNotContain("\tat ");
    }

    @Test
    void whatTheStoreRefusesIsSaidInWords() {
        assertRefused(
                job().setting("location", "s3://no-such-bucket/lake"),
                5,
                "s3://no-such-bucket/lake",
                "has no bucket no-such-bucket; create it, or check the location");
        assertRefused(
                job().s3("endpoint", "http://127.0.0.1:1"),
                5,
                "http://127.0.0.1:1 cannot be reached",
                "Connection refused",
                "check s3.endpoint and the network.");
        assertRefused(job().s3("endpoint", "minio:9000"), 3, "s3.endpoint is \"minio:9000\" but has to be an address");
        assertRefused(job().s3("endpiont", "x"), 3, "s3.endpiont is no known key; did you mean endpoint?");
    }

    private static void assertRefused(JobFile job, int exitCode, String... words) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.table("items").write());
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ", TestStore.SECRET_KEY);
    }

    @Test
    void verifySaysWhatIsWrongWithALocation() {
        assertThat(Cli.run("verify", "s3://no-such-bucket/x").err()).contains("has no bucket no-such-bucket");
        assertThat(verify().err()).contains("has no published table");
    }
}

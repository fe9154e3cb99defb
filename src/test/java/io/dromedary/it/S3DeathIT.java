package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import io.dromedary.testing.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our own process is killed while it exports into a bucket. More often with {@code -Ddromedary.kills=50}. */
@Timeout(600)
class S3DeathIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int KILLS = Integer.getInteger("dromedary.kills", 4);
    private static final int ROWS = 400_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTable() {
        DB.execute(
                "CREATE TABLE noise AS SELECT i, md5(i::text) || md5((i * 3)::text) AS t FROM generate_series(1, %d) i"
                        .formatted(ROWS),
                "ANALYZE");
    }

    @Test
    void aKillAtAnyMomentLeavesTheOldOrTheNewAndTheNextRunTidiesUp() throws Exception {
        TestStore store = TestStore.createBucket(directory.resolve("staging"));
        String[] options = S3Launch.options(store, directory.resolve("staging"), 64);
        Path job = new JobFile(directory, DB)
                .to(store, "lake")
                .setting("chunk_size", 50_000)
                .setting("conflict_resolution", "overwrite")
                .table("noise")
                .write();
        run(options, job);
        var random = new Random(11);
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = Launcher.start(directory, options, "run", job.toString());
            if (!process.waitFor(700 + random.nextInt(2800), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            assertWholeAndNamed(store, kill);
        }
        run(options, job);

        assertThat(store.openUploads()).isZero();
        assertThat(store.keys().stream().filter(key -> key.contains("/.temp/"))).isEmpty();
        assertThat(store.keys().stream().filter(key -> key.contains("/public_noise/")))
                .hasSize(9);
    }

    private void run(String[] options, Path job) throws Exception {
        assertThat(Launcher.start(directory, options, "run", "--quiet", job.toString())
                        .waitFor())
                .isZero();
    }

    private void assertWholeAndNamed(TestStore store, int kill) throws Exception {
        List<String> keys = store.keys();
        Process verify = Launcher.start(
                directory,
                S3Launch.options(store, directory, 64),
                "verify",
                "--json",
                store.location("lake").toString());
        verify.waitFor();
        String proof = Files.readString(directory.resolve("out.txt"));
        assertThat(proof).as("kill %d", kill).contains("\"rows\":" + ROWS);
        // What is not named by the manifest is named by verify, and nothing else is wrong.
        Set<String> kinds = new TreeSet<>();
        var matcher = Pattern.compile("\"kind\":\"([a-z_]+)\"").matcher(proof);
        while (matcher.find()) {
            kinds.add(matcher.group(1));
        }
        assertThat(kinds).as(proof).isSubsetOf("unnamed", "leftover");
        String manifest = new String(store.read("lake/public_noise/_export_metadata.json"), StandardCharsets.UTF_8);
        for (String key : keys) {
            String file = key.substring(key.lastIndexOf('/') + 1);
            if (key.endsWith(".parquet") && !manifest.contains(file)) {
                assertThat(proof).as("kill %d", kill).contains(file);
            }
        }
    }
}

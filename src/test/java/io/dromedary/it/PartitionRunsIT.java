package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several runs into one directory of a partition. */
@Timeout(300)
class PartitionRunsIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int ROWS = 100;
    private static final int KILLS = 3;

    private final Path directory;

    private final HiveTree tree;

    PartitionRunsIT(@TempDir Path directory) {
        this.directory = directory;
        this.tree = new HiveTree(directory, DB);
    }

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE orders (id int NOT NULL, note text)",
                "INSERT INTO orders SELECT i, repeat(md5(i::text), 60) FROM generate_series(1, %d) i".formatted(ROWS),
                "CREATE TABLE items (id int)",
                "ANALYZE");
    }

    @Test
    void theSecondRunOfADayAddsItsFiles() throws IOException {
        Path job = tree.job("date").setting("chunk_size", 50).table("orders").write();
        HiveTree.runFile(job, "--date", "2026-11-21");
        Map<Path, String> first = tree.contents();
        HiveTree.runFile(job, "--date", "2026-11-21", "--set", "export_settings.conflict_resolution=version");

        assertThat(tree.count("")).isEqualTo(2 * ROWS);
        Path partition = tree.exports().resolve(HiveTree.TABLE).resolve("dt=2026-11-21");
        JsonNode manifest = HiveTree.manifest(partition);
        assertThat(manifest.get("total_records").asInt()).isEqualTo(2 * ROWS);
        assertThat(manifest.get("runs")).hasSize(2);
        assertThat(manifest.at("/runs/0/batch_id")).isNotEqualTo(manifest.at("/runs/1/batch_id"));
        assertThat(manifest.at("/runs/0/total_rows").asInt()).isEqualTo(ROWS);
        assertThat(manifest.at("/runs/1/job_id")).isEqualTo(manifest.get("job_id"));
        first.keySet().removeIf(file -> file.endsWith("_metadata.json"));
        assertThat(tree.contents()).containsAllEntriesOf(first);
        tree.assertWhole(1);
    }

    @Test
    void theColumnsOfEachRunAreKnown() throws IOException {
        DB.execute("CREATE TABLE growing AS SELECT 1 AS id");
        Path job = tree.job("date").table("growing").write();
        HiveTree.runFile(job, "--date", "2026-11-21");
        DB.execute("ALTER TABLE growing ADD COLUMN note text DEFAULT 'new'");
        HiveTree.runFile(job, "--date", "2026-11-21");
        HiveTree.runFile(job, "--date", "2026-11-21");

        JsonNode manifest = HiveTree.manifest(tree.exports().resolve("system=shop/table=public_growing/dt=2026-11-21"));
        assertThat(manifest.at("/runs/0/columns")).hasSize(1);
        assertThat(manifest.at("/runs/1/columns").isNull()).isTrue();
        assertThat(manifest.at("/columns")).hasSize(2);
        tree.assertWhole(1);
    }

    @Test
    void aBatchThatWasProcessedIsSkipped() {
        Path job = tree.job("batch_id")
                .setting("batch_id", "nightly-7")
                .table("orders")
                .write();
        HiveTree.runFile(job, "--date", "2026-11-21");
        Cli.Outcome again = Cli.run("run", job, "--date", "2026-11-21");
        assertThat(Cli.run("run", "--json", job, "--date", "2026-11-21").out())
                .contains("\"tables_skipped\":[{\"table_name\":\"public.orders\",\"export_path\":\"" + tree.exports()
                        + "/" + HiveTree.TABLE);
        Path both = tree.job("batch_id")
                .setting("batch_id", "nightly-7")
                .table("orders")
                .table("items")
                .write();
        Cli.Outcome more = Cli.run("run", both, "--date", "2026-11-21");

        Path partition = tree.exports().resolve(HiveTree.TABLE).resolve("dt=2026-11-21/batch_id=nightly-7");
        String skipped =
                "public.orders: already processed, skipping: %s has the files of batch nightly-7".formatted(partition);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains(skipped, "test: 0 of 0 tables");
        assertThat(more.exitCode()).as(more.err()).isZero();
        assertThat(more.out()).contains(skipped, "test: 1 of 1 tables");
        assertThat(tree.count("where batch_id = 'nightly-7'")).isEqualTo(ROWS);
        tree.assertWhole(2);
    }

    @Test
    void aBatchThatOverwritesIsProcessedAgainAndOneThatFailsIsRefused() throws IOException {
        Path job = tree.job("date").table("orders").write();
        HiveTree.runFile(job, "--date", "2026-11-21");
        HiveTree.runFile(job, "--date", "2026-11-21");
        HiveTree.runFile(job, "--date", "2026-11-21", "--set", "export_settings.conflict_resolution=overwrite");

        assertThat(tree.count("")).isEqualTo(ROWS);
        Path partition = tree.exports().resolve(HiveTree.TABLE).resolve("dt=2026-11-21");
        assertThat(HiveTree.manifest(partition).get("runs")).hasSize(1);
        Cli.Outcome refused =
                Cli.run("run", job, "--date", "2026-11-21", "--set", "export_settings.conflict_resolution=fail");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains(partition + " is already there and conflict_resolution is fail");
        tree.assertWhole(1);
    }

    @Test
    void eightRunsAtOnceIntoOneDayAreAllThere() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Cli.Outcome>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path job = new JobFile(directory.resolve("job" + i), DB)
                    .setting("location", tree.exports().toString())
                    .setting("partition_strategy", "date")
                    .setting("system", "shop")
                    .table("orders")
                    .write();
            runs.add(() -> Cli.run("run", "--quiet", job, "--date", "2026-11-21"));
        }
        for (Future<Cli.Outcome> run : pool.invokeAll(runs)) {
            assertThat(run.get()).isEqualTo(new Cli.Outcome(0, "", ""));
        }
        pool.shutdown();

        assertThat(tree.count("")).isEqualTo(8 * ROWS);
        assertThat(HiveTree.manifest(tree.exports().resolve(HiveTree.TABLE).resolve("dt=2026-11-21"))
                        .get("runs"))
                .hasSize(8);
        assertThat(tree.exports().resolve(".temp")).doesNotExist();
        tree.assertWhole(1);
    }

    @Test
    void aKillAtAnyMomentLeavesWholeRuns() throws Exception {
        Path job = tree.job("date").table("orders").write();
        HiveTree.runFile(job, "--date", "2026-11-21");
        Path partition = tree.exports().resolve(HiveTree.TABLE).resolve("dt=2026-11-21");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = Launcher.start(directory, "run", job.toString(), "--date", "2026-11-21");
            int runs = HiveTree.manifest(partition).get("runs").size();
            // The moment at which the new run is seen, and then some.
            while (process.isAlive() && HiveTree.manifest(partition).get("runs").size() == runs) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(5L * i);
            killed += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
            assertThat(tree.count("") % ROWS).isZero();
            assertThat(tree.count(""))
                    .isEqualTo(HiveTree.manifest(partition).get("total_rows").asInt());
        }
        assertThat(killed).isPositive();

        HiveTree.runFile(job, "--date", "2026-11-21");
        tree.assertWhole(1);
        assertThat(tree.exports().resolve(".temp")).doesNotExist();
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exports into directories of partitions, as readers of such trees see them. */
@Timeout(300)
class HiveLayoutIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int ROWS = 100;
    private static final int KILLS = 3;
    private static final String TABLE = "system=shop/table=public_orders";

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.execute(
                "CREATE TABLE orders (id int NOT NULL, note text)",
                "INSERT INTO orders SELECT i, repeat(md5(i::text), 60) FROM generate_series(1, %d) i".formatted(ROWS),
                "CREATE TABLE items (id int)",
                "CREATE TABLE hidden (id int, \"Hour\" int)",
                "ANALYZE");
    }

    @ParameterizedTest
    @CsvSource({
        "date, dt=2026-11-21",
        "hourly, 'dt=2026-11-21/hour=[0-2]\\d'",
        "timestamp, 'dt=2026-11-21/batch=\\d{8}_\\d{4}'",
        "batch_id, 'dt=2026-11-21/batch_id=\\d{8}_\\d{6}_[0-9a-f]{8}'"
    })
    void everyPartitionStrategyHasItsDirectories(String strategy, String partition) throws IOException {
        run(job(strategy).table("orders").table("items"), "--date", "2026-11-21");

        List<Path> published = published();
        assertThat(published)
                .extracting(path -> exports().relativize(path).toString())
                .satisfiesExactly(
                        path -> assertThat(path).matches("system=shop/table=public_items/" + partition),
                        path -> assertThat(path).matches(TABLE + "/" + partition));
        for (Path table : published) {
            assertManifest(table);
        }
        assertThat(count("where dt = date '2026-11-21'")).isEqualTo(ROWS);
        assertWhole(2);
    }

    private void assertManifest(Path table) throws IOException {
        JsonNode manifest = manifest(table);
        String run = manifest.get("batch_id").asText();
        assertThat(manifest.get("partition_path").asText()).isEqualTo(exports().relativize(table) + "/");
        assertThat(manifest.get("export_path").asText()).isEqualTo(table.toString());
        assertThat(manifest.get("run_date").asText()).isEqualTo("2026-11-21");
        assertThat(manifest.get("system").asText()).isEqualTo("shop");
        assertThat(table.toString())
                .contains("table=public_" + manifest.get("table").asText());
        assertThat(manifest.get("timezone").asText()).isEqualTo("UTC");
        assertThat(manifest.get("batch_timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(manifest.at("/file_formats").toString()).isEqualTo("{\"csv\":false,\"parquet\":true}");
        assertThat(manifest.get("new_cursor").isNull()).isTrue();
        assertThat(manifest.get("num_files").asInt())
                .isEqualTo(manifest.get("chunks").size());
        assertThat(manifest.get("total_records").asInt())
                .isEqualTo(
                        table.endsWith("items") ? 0 : manifest.get("total_rows").asInt());
        for (JsonNode chunk : manifest.get("chunks")) {
            assertThat(chunk.get("file").asText()).matches("part_\\d{4}_" + run + "\\.parquet");
            assertThat(table.resolve(chunk.get("file").asText())).exists();
        }
    }

    @Test
    void readersPruneByDayAndHourAndSeeTheirTypes() {
        Path job = job("hourly").table("orders").write();
        for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-22")) {
            runFile(job, "--date", day);
        }

        assertThat(DuckDb.query("select distinct typeof(dt), typeof(hour), typeof(\"table\"), system from " + tree()))
                .containsExactly("DATE|BIGINT|VARCHAR|shop");
        assertThat(DuckDb.query("select dt, count(*) from %s group by dt order by dt".formatted(tree())))
                .containsExactly("2026-11-20|100", "2026-11-21|100", "2026-11-22|100");
        assertThat(filesRead("dt = date '2026-11-21'")).isEqualTo("1/3");
        assertThat(filesRead("hour = 99")).isEqualTo("0/3");
        assertThat(filesRead("dt > date '2026-11-20' and hour < 24")).isEqualTo("2/3");
    }

    /** Of how many files a query needs to read how many. */
    private String filesRead(String condition) {
        String plan = String.join(
                "\n", DuckDb.query("explain analyze select count(note) from %s where %s".formatted(tree(), condition)));
        var scanned = Pattern.compile("Scanning Files: (\\d+/\\d+)").matcher(plan);
        assertThat(scanned.find()).as(plan).isTrue();
        return scanned.group(1);
    }

    @Test
    void whereSparkReadsManifestsHaveTheOtherName() {
        Path job = job("date").setting("profile", "spark").table("orders").write();
        runFile(job, "--date", "2026-11-21");
        runFile(job, "--date", "2026-11-21");

        Path partition = exports().resolve(TABLE).resolve("dt=2026-11-21");
        assertThat(partition.resolve("_export_metadata.json")).exists();
        assertThat(partition.resolve("_metadata.json")).doesNotExist();
        assertThat(count("")).isEqualTo(2 * ROWS);
        assertWhole(1);
    }

    @Test
    void theSecondRunOfADayAddsItsFiles() throws IOException {
        Path job = job("date").setting("chunk_size", 50).table("orders").write();
        runFile(job, "--date", "2026-11-21");
        Map<Path, String> first = contents();
        runFile(job, "--date", "2026-11-21", "--set", "export_settings.conflict_resolution=version");

        assertThat(count("")).isEqualTo(2 * ROWS);
        Path partition = exports().resolve(TABLE).resolve("dt=2026-11-21");
        JsonNode manifest = manifest(partition);
        assertThat(manifest.get("total_records").asInt()).isEqualTo(2 * ROWS);
        assertThat(manifest.get("runs")).hasSize(2);
        assertThat(manifest.at("/runs/0/batch_id")).isNotEqualTo(manifest.at("/runs/1/batch_id"));
        assertThat(manifest.at("/runs/0/total_rows").asInt()).isEqualTo(ROWS);
        assertThat(manifest.at("/runs/1/job_id")).isEqualTo(manifest.get("job_id"));
        first.keySet().removeIf(file -> file.endsWith("_metadata.json"));
        assertThat(contents()).containsAllEntriesOf(first);
        assertWhole(1);
    }

    @Test
    void theColumnsOfEachRunAreKnown() throws IOException {
        DB.execute("CREATE TABLE growing AS SELECT 1 AS id");
        Path job = job("date").table("growing").write();
        runFile(job, "--date", "2026-11-21");
        DB.execute("ALTER TABLE growing ADD COLUMN note text DEFAULT 'new'");
        runFile(job, "--date", "2026-11-21");
        runFile(job, "--date", "2026-11-21");

        JsonNode manifest = manifest(exports().resolve("system=shop/table=public_growing/dt=2026-11-21"));
        assertThat(manifest.at("/runs/0/columns")).hasSize(1);
        assertThat(manifest.at("/runs/1/columns").isNull()).isTrue();
        assertThat(manifest.at("/columns")).hasSize(2);
        assertWhole(1);
    }

    @Test
    void aBatchThatWasProcessedIsSkipped() {
        Path job =
                job("batch_id").setting("batch_id", "nightly-7").table("orders").write();
        runFile(job, "--date", "2026-11-21");
        Cli.Outcome again = Cli.run("run", job, "--date", "2026-11-21");
        Path both = job("batch_id")
                .setting("batch_id", "nightly-7")
                .table("orders")
                .table("items")
                .write();
        assertThat(Cli.run("run", "--json", job, "--date", "2026-11-21").out())
                .contains("\"tables_skipped\":[{\"table_name\":\"public.orders\",\"export_path\":\"" + exports() + "/"
                        + TABLE);
        Cli.Outcome more = Cli.run("run", both, "--date", "2026-11-21");

        Path partition = exports().resolve(TABLE).resolve("dt=2026-11-21/batch_id=nightly-7");
        String skipped =
                "public.orders: already processed, skipping: %s has the files of batch nightly-7".formatted(partition);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains(skipped, "test: 0 of 0 tables");
        assertThat(more.exitCode()).as(more.err()).isZero();
        assertThat(more.out()).contains(skipped, "test: 1 of 1 tables");
        assertThat(count("where batch_id = 'nightly-7'")).isEqualTo(ROWS);
        assertWhole(2);
    }

    @Test
    void aBatchThatOverwritesIsProcessedAgainAndOneThatFailsIsRefused() throws IOException {
        Path job = job("date").table("orders").write();
        runFile(job, "--date", "2026-11-21");
        runFile(job, "--date", "2026-11-21");
        runFile(job, "--date", "2026-11-21", "--set", "export_settings.conflict_resolution=overwrite");

        assertThat(count("")).isEqualTo(ROWS);
        Path partition = exports().resolve(TABLE).resolve("dt=2026-11-21");
        assertThat(manifest(partition).get("runs")).hasSize(1);
        Cli.Outcome refused =
                Cli.run("run", job, "--date", "2026-11-21", "--set", "export_settings.conflict_resolution=fail");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains(partition + " is already there and conflict_resolution is fail");
        assertWhole(1);
    }

    @Test
    void aColumnThatTheDirectoriesWouldHideIsRefused() {
        Cli.Outcome outcome = Cli.run("plan", job("hourly").table("hidden").write());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("public.hidden.Hour: readers would take the values of this column from the names of the "
                        + "directories; rename it in a query of your own, or use partition_strategy: none.");
        assertThat(Cli.run("plan", job("date").table("hidden").write()).out())
                .contains("public.hidden (table) -> system=shop/table=public_hidden/dt=");
    }

    @Test
    void theDayIsThatOfTheTimeZone() throws IOException {
        // Of these two one is always on another day than the other.
        for (String zone : List.of("Pacific/Kiritimati", "Pacific/Niue")) {
            run(job("date").setting("timezone", zone).table("items"));
        }

        List<Path> published = published();
        assertThat(published).hasSize(2);
        for (Path table : published) {
            JsonNode manifest = manifest(table);
            assertThat(table.getFileName())
                    .hasToString("dt=" + manifest.get("run_date").asText());
            assertThat(manifest.get("batch_timestamp").asText())
                    .startsWith(manifest.get("run_date").asText())
                    .endsWith(manifest.get("timezone").asText().endsWith("Niue") ? "-11:00" : "+14:00");
        }
    }

    @Test
    void eightRunsAtOnceIntoOneDayAreAllThere() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Cli.Outcome>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path job = new JobFile(directory.resolve("job" + i), DB)
                    .setting("location", exports().toString())
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

        assertThat(count("")).isEqualTo(8 * ROWS);
        assertThat(manifest(exports().resolve(TABLE).resolve("dt=2026-11-21")).get("runs"))
                .hasSize(8);
        assertThat(exports().resolve(".temp")).doesNotExist();
        assertWhole(1);
    }

    @Test
    void aKillAtAnyMomentLeavesWholeRuns() throws Exception {
        Path job = job("date").table("orders").write();
        runFile(job, "--date", "2026-11-21");
        Path partition = exports().resolve(TABLE).resolve("dt=2026-11-21");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = Launcher.start(directory, "run", job.toString(), "--date", "2026-11-21");
            int runs = manifest(partition).get("runs").size();
            // The moment at which the new run is seen, and then some.
            while (process.isAlive() && manifest(partition).get("runs").size() == runs) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(5L * i);
            killed += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
            assertThat(count("") % ROWS).isZero();
            assertThat(count(""))
                    .isEqualTo(manifest(partition).get("total_rows").asInt());
        }
        assertThat(killed).isPositive();

        runFile(job, "--date", "2026-11-21");
        assertWhole(1);
        assertThat(exports().resolve(".temp")).doesNotExist();
    }

    @Test
    void everyFileThatIsMissingStrangeOrOfAnotherRunIsFound() throws IOException {
        DB.execute("CREATE TABLE changing (i int)");
        Path job = job("date").table("changing").write();
        for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-21")) {
            DB.execute("INSERT INTO changing SELECT count(*) FROM changing");
            runFile(job, "--date", day);
        }
        assertWhole(2);
        List<Path> files = new ArrayList<>(contents().keySet());
        assertThat(files).hasSize(5);

        for (Path file : files) {
            Path aside = directory.resolve("aside");
            Files.move(file, aside);
            assertFinding(
                    file.endsWith("_metadata.json")
                            ? "it has no _export_metadata.json or _metadata.json"
                            : "is not there");
            Files.move(aside, file);
            Path strange = Files.copy(file, file.resolveSibling("part_9999_x.parquet"));
            assertFinding("is named by no manifest");
            Files.delete(strange);
        }
        for (int i : IntStream.range(0, files.size()).toArray()) {
            for (int j : IntStream.range(i + 1, files.size()).toArray()) {
                swap(files.get(i), files.get(j));
                assertFinding("");
                swap(files.get(i), files.get(j));
            }
        }
        Path table = exports().resolve("system=shop/table=public_changing");
        swap(table.resolve("dt=2026-11-20"), table.resolve("dt=2026-11-21"));
        assertFinding("says that this table was published as");
    }

    private void assertFinding(String text) {
        Cli.Outcome outcome = Cli.run("verify", exports());
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(6);
        assertThat(outcome.out()).contains(text);
    }

    private static void swap(Path one, Path other) throws IOException {
        Path between = one.resolveSibling("between");
        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other);
    }

    private void assertWhole(int tables) {
        Cli.Outcome outcome = Cli.run("verify", exports());
        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
        assertThat(outcome.out()).contains("%1$d of %1$d tables ok".formatted(tables));
        assertThat(Cli.run("verify", exports().resolve("system=shop")).exitCode())
                .isZero();
        assertThat(Cli.run("verify", directory).exitCode()).isIn(0, 6);
    }

    private JobFile job(String partitionStrategy) {
        return new JobFile(directory, DB)
                .setting("partition_strategy", partitionStrategy)
                .setting("system", "shop");
    }

    private Path exports() {
        return directory.resolve("exports");
    }

    private static void run(JobFile job, Object... options) {
        runFile(job.write(), options);
    }

    private static void runFile(Path job, Object... options) {
        Object[] arguments = Stream.concat(Stream.of("run", "--quiet", job), Stream.of(options))
                .toArray();
        assertThat(Cli.run(arguments)).isEqualTo(new Cli.Outcome(0, "", ""));
    }

    /** All of table orders, as a table function. */
    private String tree() {
        return "read_parquet('%s/%s/**/*.parquet', hive_partitioning = true)".formatted(exports(), TABLE);
    }

    private long count(String where) {
        return Long.parseLong(DuckDb.query("select count(*) from %s %s".formatted(tree(), where))
                .get(0));
    }

    private static JsonNode manifest(Path table) throws IOException {
        return new ObjectMapper().readTree(table.resolve("_metadata.json").toFile());
    }

    private List<Path> published() throws IOException {
        try (Stream<Path> all = Files.walk(exports())) {
            return all.filter(path -> path.endsWith("_metadata.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    private Map<Path, String> contents() throws IOException {
        var contents = new TreeMap<Path, String>();
        try (Stream<Path> all = Files.walk(exports().resolve("system=shop"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    private final Path directory;

    private final HiveTree tree;

    HiveLayoutIT(@TempDir Path directory) {
        this.directory = directory;
        this.tree = new HiveTree(directory, DB);
    }

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
        HiveTree.run(tree.job(strategy).table("orders").table("items"), "--date", "2026-11-21");

        List<Path> published = tree.published();
        assertThat(published)
                .extracting(path -> tree.exports().relativize(path).toString())
                .satisfiesExactly(
                        path -> assertThat(path).matches("system=shop/table=public_items/" + partition),
                        path -> assertThat(path).matches(HiveTree.TABLE + "/" + partition));
        for (Path table : published) {
            assertManifest(table);
        }
        assertThat(tree.count("where dt = date '2026-11-21'")).isEqualTo(ROWS);
        tree.assertWhole(2);
    }

    private void assertManifest(Path table) throws IOException {
        JsonNode manifest = HiveTree.manifest(table);
        String run = manifest.get("batch_id").asText();
        assertThat(manifest.get("partition_path").asText())
                .isEqualTo(tree.exports().relativize(table) + "/");
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
        Path job = tree.job("hourly").table("orders").write();
        for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-22")) {
            HiveTree.runFile(job, "--date", day);
        }

        assertThat(DuckDb.query(
                        "select distinct typeof(dt), typeof(hour), typeof(\"table\"), system from " + tree.files()))
                .containsExactly("DATE|BIGINT|VARCHAR|shop");
        assertThat(DuckDb.query("select dt, count(*) from %s group by dt order by dt".formatted(tree.files())))
                .containsExactly("2026-11-20|100", "2026-11-21|100", "2026-11-22|100");
        assertThat(filesRead("dt = date '2026-11-21'")).isEqualTo("1/3");
        assertThat(filesRead("hour = 99")).isEqualTo("0/3");
        assertThat(filesRead("dt > date '2026-11-20' and hour < 24")).isEqualTo("2/3");
    }

    /** Of how many files a query needs to read how many. */
    private String filesRead(String condition) {
        String plan = String.join(
                "\n",
                DuckDb.query("explain analyze select count(note) from %s where %s".formatted(tree.files(), condition)));
        var scanned = Pattern.compile("Scanning Files: (\\d+/\\d+)").matcher(plan);
        assertThat(scanned.find()).as(plan).isTrue();
        return scanned.group(1);
    }

    @Test
    void whereSparkReadsManifestsHaveTheOtherName() {
        Path job = tree.job("date").setting("profile", "spark").table("orders").write();
        HiveTree.runFile(job, "--date", "2026-11-21");
        HiveTree.runFile(job, "--date", "2026-11-21");

        Path partition = tree.exports().resolve(HiveTree.TABLE).resolve("dt=2026-11-21");
        assertThat(partition.resolve("_export_metadata.json")).exists();
        assertThat(partition.resolve("_metadata.json")).doesNotExist();
        assertThat(tree.count("")).isEqualTo(2 * ROWS);
        tree.assertWhole(1);
    }

    @Test
    void aColumnThatTheDirectoriesWouldHideIsRefused() {
        Cli.Outcome outcome = Cli.run("plan", tree.job("hourly").table("hidden").write());

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("public.hidden.Hour: readers would take the values of this column from the names of the "
                        + "directories; rename it in a query of your own, or use partition_strategy: none.");
        assertThat(Cli.run("plan", tree.job("date").table("hidden").write()).out())
                .contains("public.hidden (table) -> system=shop/table=public_hidden/dt=");
    }

    @Test
    void theDayIsThatOfTheTimeZone() throws IOException {
        // Of these two one is always on another day than the other.
        for (String zone : List.of("Pacific/Kiritimati", "Pacific/Niue")) {
            HiveTree.run(tree.job("date").setting("timezone", zone).table("items"));
        }

        List<Path> published = tree.published();
        assertThat(published).hasSize(2);
        for (Path table : published) {
            JsonNode manifest = HiveTree.manifest(table);
            assertThat(table.getFileName())
                    .hasToString("dt=" + manifest.get("run_date").asText());
            assertThat(manifest.get("batch_timestamp").asText())
                    .startsWith(manifest.get("run_date").asText())
                    .endsWith(manifest.get("timezone").asText().endsWith("Niue") ? "-11:00" : "+14:00");
        }
    }

    @Test
    void everyFileThatIsMissingStrangeOrOfAnotherRunIsFound() throws IOException {
        DB.execute("CREATE TABLE changing (i int)");
        Path job = tree.job("date").table("changing").write();
        for (String day : List.of("2026-11-20", "2026-11-21", "2026-11-21")) {
            DB.execute("INSERT INTO changing SELECT count(*) FROM changing");
            HiveTree.runFile(job, "--date", day);
        }
        tree.assertWhole(2);
        List<Path> files = new ArrayList<>(tree.contents().keySet());
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
        Path table = tree.exports().resolve("system=shop/table=public_changing");
        swap(table.resolve("dt=2026-11-20"), table.resolve("dt=2026-11-21"));
        assertFinding("says that this table was published as");
    }

    private void assertFinding(String text) {
        Cli.Outcome outcome = Cli.run("verify", tree.exports());
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(6);
        assertThat(outcome.out()).contains(text);
    }

    private static void swap(Path one, Path other) throws IOException {
        Path between = one.resolveSibling("between");
        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other);
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.export.Destinations;
import io.dromedary.settings.S3Settings;
import io.dromedary.staging.Location;
import io.dromedary.staging.StagingArea;
import io.dromedary.testing.MarkdownTables;
import io.dromedary.testing.TestPostgres;
import io.dromedary.verify.LocationProof;
import io.dromedary.verify.LocationVerifier;
import io.dromedary.verify.PublishedLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} finds in an export of two tables, one of them in three chunks. */
class VerifyIT {
    private static final int CORRUPTIONS = 1_000;
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private static Path directory;

    private static Path location;

    @BeforeAll
    static void export() {
        DB.execute(
                "CREATE TABLE orders (id int NOT NULL, total numeric(10,2), note text, tags text[])",
                "INSERT INTO orders SELECT i, i * 1.25, nullif(md5((i % 50)::text), md5('7')), ARRAY['a', i::text]"
                        + " FROM generate_series(1, 3000) i",
                "CREATE TABLE items (id int, price double precision, at timestamptz)",
                "INSERT INTO items SELECT i, i / 7.0, now() FROM generate_series(1, 100) i",
                "ANALYZE");
        JobFile job = new JobFile(directory, DB)
                .setting("chunk_size", 1000)
                .threads("chunk_workers", 3)
                .table("orders")
                .table("items");
        assertThat(Cli.run("run", "--quiet", job.write()).exitCode()).isZero();
        location = job.exports();
    }

    @Test
    void aHealthyLocationIsOkAlsoWhileAJobRunsInIt() throws IOException {
        try (StagingArea area =
                        Destinations.of(new Location.Directory(location)).open("running");
                var staged = area.create("public_t", "part_0001.parquet")) {
            staged.write(1);

            Cli.Outcome outcome = Cli.run("verify", location);

            assertThat(outcome.exitCode()).as(outcome.out()).isZero();
            assertThat(outcome.out())
                    .containsPattern("ok +public\\.items  100 rows  1 file  [\\d.]+ \\w+  " + location)
                    .containsPattern("ok +public\\.orders  3,000 rows  3 files  [\\d.]+ \\w+  " + location)
                    .contains("note: %s/.temp/job_running is a job in progress.".formatted(location))
                    .containsPattern(location + ": 2 of 2 tables ok, 3,100 rows, [\\d.]+ KiB, 0 findings");
        }
        assertThat(Cli.run("verify", location.resolve("public_orders")).exitCode())
                .isZero();
    }

    @Test
    void whatThePortableRouteHasPublishedIsOkToo() {
        Path other = directory.resolve("portable");
        Path job = new JobFile(other, DB.url(), "postgres", "postgres")
                .entry(Map.of("name", "orders", "query", "select id, total, note from orders"))
                .table("items")
                .write();
        assertThat(Cli.run("run", "--quiet", job)).isEqualTo(new Cli.Outcome(0, "", ""));

        Cli.Outcome outcome = Cli.run("verify", other.resolve("exports"));

        assertThat(outcome.exitCode()).as(outcome.out()).isZero();
    }

    @Test
    void aFileIsHeldAgainstItsManifest() throws IOException {
        Path copy = copy();
        Path file = copy.resolve("public_orders/part_0002.parquet");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertFound(copy, "part_0002.parquet has %,d bytes, not %,d. Rest".formatted(whole.length - 1, whole.length));
        assertFound(copy, "part_0002.parquet is not a whole Parquet file: it does not end with PAR1, so it was");
        whole[whole.length / 4] ^= 1;
        Files.write(file, whole);
        assertFound(copy, "part_0002.parquet has another content than was written: its SHA-256 is not that of the");
        assertFound(copy, "part_0002.parquet contradicts itself: column note of row group 1: page ");
        Files.copy(copy.resolve("public_items/part_0001.parquet"), file, StandardCopyOption.REPLACE_EXISTING);
        assertFound(copy, "part_0002.parquet has 100 rows, not ");
        assertFound(copy, "part_0002.parquet has 3 columns, not 4. Export the table again.");
        Path manifest = copy.resolve("public_items/_export_metadata.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"DOUBLE\"", "\"FLOAT\""));
        assertFound(copy, "part_0001.parquet has column price DOUBLE, not price FLOAT. Export the table again.");
    }

    @Test
    void sha256sumComesToTheSameDigest() throws Exception {
        String command = MarkdownTables.lines(Path.of("docs/manifest.md")).stream()
                .filter(line -> line.startsWith("$ sed "))
                .findFirst()
                .orElseThrow()
                .substring(2);
        Path table = location.resolve("public_orders");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(table.toFile())
                .start();
        String digest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).substring(0, 64);
        assertThat(table.resolve("_export_metadata.json")).content().contains("\"manifest_sha256\" : \"" + digest);
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        Path copy = copy();
        Files.delete(copy.resolve("public_orders/part_0002.parquet"));

        Cli.Outcome outcome = Cli.run("verify", "--json", copy);

        assertThat(outcome.exitCode()).isEqualTo(6);
        JsonNode proof = new ObjectMapper().readTree(outcome.out());
        assertThat(proof.at("/ok").asBoolean()).isFalse();
        assertThat(proof.at("/tables/0/ok").asBoolean()).isTrue();
        assertThat(proof.at("/tables/1/table_name").asText()).isEqualTo("public.orders");
        assertThat(proof.at("/tables/1/manifest_sha256").asText()).hasSize(64);
        assertThat(proof.at("/tables/1/findings").toString())
                .isEqualTo("[{\"kind\":\"missing\",\"place\":\"part_0002.parquet\",\"what\":\"is not there\","
                        + "\"cure\":\"Restore it from a copy, or export the table again.\"}]");
    }

    @Test
    void everyMissingFileIsFound() throws IOException {
        for (Path file : files(location)) {
            Path copy = copy();
            Path gone = copy.resolve(location.relativize(file));
            Files.delete(gone);
            boolean manifest = gone.endsWith("_export_metadata.json");
            assertFound(
                    copy,
                    manifest
                            ? gone.resolveSibling("").getFileName() + " is no published table: it has no _export"
                            : gone.getFileName() + " is not there. Restore it from a copy");
        }
    }

    @Test
    void everyExtraFileIsFound() throws IOException {
        for (String extra : List.of("stray.txt", "public_orders/part_0004.parquet", "public_items/.hidden/x")) {
            Path copy = copy();
            Path file = copy.resolve(extra);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, "x");
            assertFound(copy, " is ");
            assertThat(Cli.run("verify", copy).out()).contains("Move it away.");
        }
    }

    @Test
    void everySwappedFileIsFound() throws IOException {
        List<Path> files = files(location);
        for (Path one : files) {
            for (Path other : files) {
                if (one.compareTo(other) < 0) {
                    Path copy = copy();
                    swap(copy.resolve(location.relativize(one)), copy.resolve(location.relativize(other)));
                    assertThat(proof(copy).isWhole())
                            .as("%s and %s", one, other)
                            .isFalse();
                }
            }
        }
        Path copy = copy();
        swap(copy.resolve("public_items"), copy.resolve("public_orders"));
        assertFound(copy, "says that this table was published as %s/public_orders".formatted(location));
    }

    @Test
    void everyCorruptionOfAByteIsFound() throws IOException {
        var random = new Random(4711);
        Path copy = copy();
        List<Path> files = files(copy);
        for (int i = 0; i < CORRUPTIONS; i++) {
            Path file = files.get(i % files.size());
            byte[] whole = Files.readAllBytes(file);
            byte[] corrupt = whole.clone();
            int at = random.nextInt(whole.length);
            corrupt[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, corrupt);
            assertThat(proof(copy).isWhole()).as("byte %d of %s", at, file).isFalse();
            Files.write(file, whole);
        }
        assertThat(proof(copy).isWhole()).isTrue();
    }

    @Test
    void whatIsNoLocationIsRefused() {
        Cli.Outcome missing = Cli.run("verify", directory.resolve("nothing"));
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err()).contains("nothing is no directory. Check the path.");
        Cli.Outcome empty = Cli.run("verify", location.resolve(".archive"));
        assertThat(empty.exitCode()).isEqualTo(3);
        assertThat(empty.err()).contains(".archive has no published table: no directory in it has an _export_metadata");
        assertThat(Cli.run("verify", "s3:/bucket/exports").err()).contains("has to be like s3://bucket/prefix");
    }

    private static void assertFound(Path copy, String text) {
        Cli.Outcome outcome = Cli.run("verify", copy);
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(6);
        assertThat(outcome.out()).contains(text);
    }

    private static LocationProof proof(Path copy) {
        return new LocationVerifier(2).verify(PublishedLocation.find(copy.toString(), S3Settings.DEFAULT), table -> {});
    }

    private static void swap(Path one, Path other) throws IOException {
        Path between = one.resolveSibling("between");
        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other);
    }

    /** The files of the published tables. */
    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !root.relativize(file).startsWith(".archive"))
                    .sorted()
                    .toList();
        }
    }

    private static Path copy() throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        for (Path file : files(location)) {
            Path target = copy.resolve(location.relativize(file));
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.failure.FailureCategory;
import io.dromedary.testing.MarkdownTables;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/manifest.md} says is in manifest and archive; of a job of which one table fails. */
class ManifestIT {
    private static final Path DOCUMENT = Path.of("docs/manifest.md");
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final String PASSWORD = "s3cret-tulip";
    private static final int ROWS = 3000;

    @TempDir
    private static Path directory;

    private static JsonNode manifest;
    private static JsonNode archive;

    @BeforeAll
    static void export() throws IOException {
        DB.createRole("writer", PASSWORD);
        DB.execute(
                "CREATE TABLE orders (id int NOT NULL, note text, due date)",
                "INSERT INTO orders SELECT i, repeat(md5(i::text), 20), CASE i WHEN 7 THEN 'infinity'::date END"
                        + " FROM generate_series(1, %d) AS i".formatted(ROWS),
                "CREATE TABLE bad (id int)",
                "INSERT INTO bad VALUES (0)",
                "GRANT SELECT ON orders, bad TO writer",
                "ANALYZE");
        JobFile job = new JobFile(directory, DB)
                .database("username", "writer")
                .database("password", PASSWORD)
                .setting("chunk_size", ROWS / 3)
                .setting("compression", "zstd:3")
                .setting("special_values", "null")
                .setting("success_file", true)
                .setting("duckdb_view", true)
                .threads("table_threads", 2)
                .threads("chunk_workers", 3)
                .table("orders")
                .entry(Map.of("schema", "public", "table", "bad", "where_clause", "1 / id = 1"));

        assertThat(Cli.run("run", "--quiet", job.write()).exitCode()).isEqualTo(FailureCategory.DATA.exitCode());

        manifest = read(table().resolve("_export_metadata.json"));
        archive = read(only(directory.resolve("exports/.archive/jobs")));
    }

    private static Path table() {
        return directory.resolve("exports/public_orders");
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void theManifestHasEveryFieldOfTheDocumentAndNoOther() {
        assertThat(fields(manifest)).isEqualTo(documented("## The manifest"));

        assertThat(manifest.get("table_name").asText()).isEqualTo("public.orders");
        assertThat(manifest.get("total_rows").asInt()).isEqualTo(ROWS);
        assertThat(manifest.get("row_count").asInt()).isEqualTo(ROWS);
        assertThat(manifest.get("chunk_strategy").asText()).isEqualTo("blocks");
        assertThat(manifest.get("chunk_size").asInt()).isEqualTo(ROWS / 3);
        assertThat(manifest.get("compression").asText()).isEqualTo("zstd:3");
        assertThat(manifest.get("export_path").asText()).isEqualTo(table().toString());
    }

    @Test
    void theChunksOfTheManifestAreTheFilesOfTheDirectory() throws Exception {
        int rows = 0;
        int number = 0;
        for (JsonNode chunk : manifest.get("chunks")) {
            number++;
            Path file = table().resolve(chunk.get("file").asText());
            assertThat(chunk.get("file").asText()).isEqualTo("part_%04d.parquet".formatted(number));
            assertThat(chunk.get("chunk_id").asInt()).isEqualTo(number);
            assertThat(chunk.get("size_bytes").asLong()).isEqualTo(Files.size(file));
            assertThat(chunk.get("size_mb").asDouble()).isEqualTo(Math.round(Files.size(file) / 104857.6) / 10.0);
            assertThat(chunk.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
            assertThat(DuckDb.query("select count(*) from read_parquet('%s')".formatted(file)))
                    .containsExactly(chunk.get("rows").asText());
            rows += chunk.get("rows").asInt();
        }
        assertThat(number).isEqualTo(3).isEqualTo(manifest.get("file_count").asInt());
        assertThat(rows).isEqualTo(ROWS);
        try (Stream<Path> files = Files.list(table())) {
            assertThat(files).hasSize(number + 3);
        }
    }

    @Test
    void theEvidenceSaysWhatWasReadAndIsFreeOfSecrets() {
        JsonNode evidence = manifest.at("/runs/0/evidence");
        assertThat(evidence.get("lsn").asText()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(evidence.get("snapshot")).isEqualTo(manifest.get("snapshot"));
        assertThat(evidence.at("/chunks/1/chunk_id").asInt()).isEqualTo(2);
        assertThat(evidence.at("/chunks/1/sql").asText())
                .startsWith("SELECT \"id\",\"note\",\"due\" FROM ONLY \"public\".\"orders\" WHERE ctid >= '(");
        assertThat(evidence.at("/chunks/1/files/0/sha256")).isEqualTo(manifest.at("/chunks/1/sha256"));
        assertThat(evidence.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void theArchiveHasEveryFieldOfTheDocumentAndNoPassword() throws IOException {
        // Described with the manifest.
        Set<String> fields = fields(archive).stream()
                .map(field -> field.replaceFirst("^(database|performance)\\..*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = documented("## The job archive");
        // Of the list of those there is nothing here; see PartitionRunsIT.
        assertThat(documented.removeIf(field -> field.startsWith("tables_skipped[].")))
                .isTrue();
        assertThat(archive.get("tables_skipped")).isEmpty();
        assertThat(fields).isEqualTo(documented);

        assertThat(archive.get("database")).isEqualTo(manifest.get("database"));
        assertThat(archive.at("/database/username").asText()).isEqualTo("writer");
        assertThat(archive.at("/tables_exported/0/row_count").asInt()).isEqualTo(ROWS);
        assertThat(archive.at("/tables_exported/0/export_path").asText()).isEqualTo(table().toString());
        assertThat(archive.at("/tables_failed/0/table_name").asText()).isEqualTo("public.bad");
        assertThat(archive.at("/tables_failed/0/category").asText()).isEqualTo("DATA");
        assertThat(archive.at("/performance/threading_config").toString())
                .isEqualTo("{\"table_threads\":2,\"chunk_workers\":3}");
        assertThat(only(directory.resolve("exports/.archive/jobs"))
                        .getFileName()
                        .toString())
                .isEqualTo("job_%s_%s.json"
                        .formatted(
                                archive.get("job_id").asText(),
                                archive.get("timestamp").asText()));
        assertThat(archive.toString() + manifest).doesNotContain(PASSWORD);
    }

    private static Set<String> documented(String heading) {
        return MarkdownTables.rows(DOCUMENT, heading).stream()
                .map(row -> row.get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The paths of all values, such as {@code chunks[].rows}. */
    private static Set<String> fields(JsonNode document) {
        List<String> fields = new ArrayList<>();
        collect(document, "", fields);
        return new TreeSet<>(fields);
    }

    private static void collect(JsonNode node, String path, List<String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), fields));
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, path + "[]", fields));
        } else {
            fields.add(path);
        }
    }
}

package io.dromedary.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dromedary.export.Manifest;
import io.dromedary.export.ManifestDigest;
import io.dromedary.parquet.ParquetFooter.FileColumn;
import io.dromedary.verify.Finding.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A manifest as it was read, whatever is wrong with it.
 *
 * @param sha256 what its digest is, whatever it says; empty if it has none
 * @param root the document
 */
record ManifestDocument(String sha256, JsonNode root) {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A manifest says sizes to a tenth of a megabyte, for people. */
    private static final double TENTH_OF_MEGABYTE = 1024 * 1024 / 10.0;

    /**
     * A file as the manifest names it.
     *
     * @param name below the table's directory
     * @param rows rows in it
     * @param bytes its size
     * @param sha256 its digest
     * @param csvHeader whether its first line has names, if it is CSV
     */
    record NamedFile(String name, long rows, long bytes, String sha256, boolean csvHeader) {

        /** Whether it is CSV, compressed or not. */
        boolean isCsv() {
            return name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".csv.zst");
        }
    }

    /** Reads a manifest and tells what is wrong with it. Empty if it cannot be used at all. */
    static Optional<ManifestDocument> read(byte[] bytes, Consumer<Finding> findings) {
        Optional<String> told = ManifestDigest.find(bytes);
        String digest = told.isPresent() ? ManifestDigest.of(bytes) : "";
        if (told.isEmpty()) {
            findings.accept(finding(Kind.UNPROVED_MANIFEST, "has no digest of itself"));
        } else if (!told.get().equals(digest)) {
            findings.accept(finding(Kind.CHANGED_MANIFEST, "was changed since it was written: its digest is another"));
        }
        try {
            JsonNode root = STRICT.readTree(bytes);
            if (root.isObject()) {
                var document = new ManifestDocument(digest, root);
                document.checkFields(findings);
                document.checkSums(findings);
                return Optional.of(document);
            }
            findings.accept(finding(Kind.UNREADABLE_MANIFEST, "is no manifest: it is no mapping"));
        } catch (IOException e) {
            // The first line says what, the others point into a source that is only bytes here.
            String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.accept(finding(Kind.UNREADABLE_MANIFEST, "is no manifest: " + what));
        }
        return Optional.empty();
    }

    private static Finding finding(Kind kind, String what) {
        return new Finding(kind, Manifest.FILE_NAME, what);
    }

    private void checkFields(Consumer<Finding> findings) {
        for (String list : List.of("columns", "replaced", "chunks")) {
            if (!root.path(list).isArray()) {
                findings.accept(finding(Kind.FIELD, "has no list " + list));
            }
        }
        for (FieldRule rule : FieldRule.ALL) {
            check(root, rule.path(), "", problem -> findings.accept(finding(Kind.FIELD, problem)), rule);
        }
    }

    private static void check(JsonNode node, String rest, String done, Consumer<String> problems, FieldRule rule) {
        int point = rest.indexOf('.');
        String step = point < 0 ? rest : rest.substring(0, point);
        String after = point < 0 ? "" : rest.substring(point + 1);
        if (step.endsWith("[]")) {
            String name = step.substring(0, step.length() - 2);
            int number = 0;
            for (JsonNode item : node.path(name)) {
                check(item, after, "%s%s[%d].".formatted(done, name, number++), problems, rule);
            }
            return;
        }
        JsonNode value = node.path(step);
        String path = done + step;
        if (value.isMissingNode()) {
            problems.accept("has no field " + path);
        } else if (!after.isEmpty()) {
            check(value, after, path + ".", problems, rule);
        } else if (!rule.fits().test(value)) {
            problems.accept("says %s in %s, which has to be %s".formatted(value, path, rule.expected()));
        }
    }

    private void checkSums(Consumer<Finding> findings) {
        long rows = 0;
        int number = 0;
        Set<String> names = new HashSet<>();
        for (JsonNode chunk : root.path("chunks")) {
            number++;
            rows += chunk.path("rows").longValue();
            String name = chunk.path("file").asText();
            require(names.add(name), "names %s twice".formatted(name), findings);
            long id = chunk.path("chunk_id").longValue();
            require(id == number, "gives number %d to file %d".formatted(id, number), findings);
            double megabytes = Math.round(chunk.path("size_bytes").longValue() / TENTH_OF_MEGABYTE) / 10.0;
            require(
                    chunk.path("size_mb").doubleValue() == megabytes,
                    "says %s MB of %s, whose bytes are %s MB".formatted(chunk.path("size_mb"), name, megabytes),
                    findings);
        }
        for (String field : List.of("total_rows", "row_count")) {
            requireSum(field, rows, findings);
        }
        requireSum("file_count", number, findings);
    }

    private void requireSum(String field, long sum, Consumer<Finding> findings) {
        JsonNode told = root.path(field);
        require(told.longValue() == sum, "says %s in %s, but its chunks are %d".formatted(told, field, sum), findings);
    }

    private static void require(boolean holds, String problem, Consumer<Finding> findings) {
        if (!holds) {
            findings.accept(finding(Kind.SUM, problem));
        }
    }

    /** The files that it names in a way that can be followed. */
    List<NamedFile> files() {
        List<NamedFile> files = new ArrayList<>();
        for (JsonNode chunk : root.path("chunks")) {
            String name = chunk.path("file").asText();
            if (FieldRule.isName(name)) {
                files.add(new NamedFile(
                        name,
                        chunk.path("rows").longValue(),
                        chunk.path("size_bytes").longValue(),
                        chunk.path("sha256").asText(),
                        hasCsvHeader()));
            }
        }
        return files;
    }

    /** The columns of every file. */
    List<FileColumn> columns() {
        List<FileColumn> columns = new ArrayList<>();
        for (JsonNode column : root.path("columns")) {
            columns.add(new FileColumn(
                    column.path("name").asText(),
                    column.path("parquet_type").asText(),
                    column.path("nullable").booleanValue()));
        }
        return columns;
    }

    /** Whether the first line of its CSV files has names. */
    boolean hasCsvHeader() {
        return root.path("layout").path("csv_header").booleanValue();
    }

    /** A text of its top level; empty if it has none. */
    String text(String field) {
        return root.path(field).asText("");
    }
}

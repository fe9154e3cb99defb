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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A manifest as it was read, whatever is wrong with it.
 *
 * @param name of its file
 * @param sha256 what its digest is, whatever it says; empty if it has none
 * @param root the document
 */
record ManifestDocument(String name, String sha256, JsonNode root) {
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
     * @param columns what columns it should have
     * @param csvHeader whether its first line has names, if it is CSV
     */
    record NamedFile(String name, long rows, long bytes, String sha256, List<FileColumn> columns, boolean csvHeader) {

        /** Whether it is CSV, compressed or not. */
        boolean isCsv() {
            return name.endsWith(".csv") || name.endsWith(".csv.gz") || name.endsWith(".csv.zst");
        }
    }

    /** Reads a manifest and tells what is wrong with it. Empty if it cannot be used at all. */
    static Optional<ManifestDocument> read(String name, byte[] bytes, Consumer<Finding> findings) {
        Optional<String> told = ManifestDigest.find(bytes);
        String digest = told.isPresent() ? ManifestDigest.of(bytes) : "";
        if (told.isEmpty()) {
            findings.accept(new Finding(Kind.UNPROVED_MANIFEST, name, "has no digest of itself"));
        } else if (!told.get().equals(digest)) {
            findings.accept(new Finding(
                    Kind.CHANGED_MANIFEST, name, "was changed since it was written: its digest is another"));
        }
        try {
            JsonNode root = STRICT.readTree(bytes);
            if (root.isObject()) {
                var document = new ManifestDocument(name, digest, root);
                document.checkFields(findings);
                document.checkSums(findings);
                document.checkEvidence(findings);
                return Optional.of(document);
            }
            findings.accept(new Finding(Kind.UNREADABLE_MANIFEST, name, "is no manifest: it is no mapping"));
        } catch (IOException e) {
            // The first line says what, the others point into a source that is only bytes here.
            String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.accept(new Finding(Kind.UNREADABLE_MANIFEST, name, "is no manifest: " + what));
        }
        return Optional.empty();
    }

    private Finding finding(Kind kind, String what) {
        return new Finding(kind, name, what);
    }

    private void checkFields(Consumer<Finding> findings) {
        for (String list : List.of("columns", "replaced", "chunks", "runs", "other_files")) {
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
            String file = chunk.path("file").asText();
            require(names.add(file), "names %s twice".formatted(file), findings);
            long id = chunk.path("chunk_id").longValue();
            require(id == number, "gives number %d to file %d".formatted(id, number), findings);
            double megabytes = Math.round(chunk.path("size_bytes").longValue() / TENTH_OF_MEGABYTE) / 10.0;
            require(
                    chunk.path("size_mb").doubleValue() == megabytes,
                    "says %s MB of %s, whose bytes are %s MB".formatted(chunk.path("size_mb"), file, megabytes),
                    findings);
        }
        for (String field : List.of("total_rows", "row_count", "total_records")) {
            requireSum(field, rows, findings);
        }
        for (String field : List.of("file_count", "num_files")) {
            requireSum(field, number, findings);
        }
        checkRuns(findings);
    }

    /** Each file is of a run, and each run has its files. */
    private void checkRuns(Consumer<Finding> findings) {
        Map<String, Long> rowsOfRuns = new HashMap<>();
        Map<String, Long> filesOfRuns = new HashMap<>();
        for (JsonNode chunk : root.path("chunks")) {
            String run = chunk.path("batch_id").asText();
            rowsOfRuns.merge(run, chunk.path("rows").longValue(), Long::sum);
            filesOfRuns.merge(run, 1L, Long::sum);
        }
        for (JsonNode run : root.path("runs")) {
            String id = run.path("batch_id").asText();
            long itsRows = rowsOfRuns.getOrDefault(id, 0L);
            long itsFiles = filesOfRuns.getOrDefault(id, 0L);
            boolean agrees = run.path("total_rows").longValue() == itsRows
                    && run.path("file_count").longValue() == itsFiles;
            String message = "says %s rows and %s files of run %s, but its chunks are %d and %d";
            require(
                    agrees,
                    message.formatted(run.path("total_rows"), run.path("file_count"), id, itsRows, itsFiles),
                    findings);
            rowsOfRuns.remove(id);
        }
        require(rowsOfRuns.isEmpty(), "names no run for the files of %s".formatted(rowsOfRuns.keySet()), findings);
    }

    private void requireSum(String field, long sum, Consumer<Finding> findings) {
        JsonNode told = root.path(field);
        require(told.longValue() == sum, "says %s in %s, but its chunks are %d".formatted(told, field, sum), findings);
    }

    private void require(boolean holds, String problem, Consumer<Finding> findings) {
        if (!holds) {
            findings.accept(finding(Kind.SUM, problem));
        }
    }

    /** What a run has read is what its files have. */
    private void checkEvidence(Consumer<Finding> findings) {
        Map<String, JsonNode> files = new HashMap<>();
        root.path("chunks").forEach(file -> files.put(file.path("file").asText(), file));
        for (JsonNode run : root.path("runs")) {
            JsonNode evidence = run.path("evidence");
            require(
                    evidence.path("snapshot").equals(run.path("snapshot")),
                    "says %s in evidence.snapshot, and %s elsewhere"
                            .formatted(evidence.path("snapshot"), run.path("snapshot")),
                    findings);
            evidence.path("chunks").forEach(chunk -> checkEvidence(chunk, files, findings));
        }
    }

    private void checkEvidence(JsonNode chunk, Map<String, JsonNode> files, Consumer<Finding> findings) {
        long rows = 0;
        for (JsonNode file : chunk.path("files")) {
            rows += file.path("rows").longValue();
            String name = file.path("file").asText();
            JsonNode listed = files.getOrDefault(name, root.path("no such"));
            boolean isSame = file.path("rows").equals(listed.path("rows"))
                    && file.path("sha256").equals(listed.path("sha256"));
            require(isSame, "has other evidence of %s than its chunks".formatted(name), findings);
        }
        JsonNode told = chunk.path("rows");
        require(
                told.longValue() == rows,
                "says %s rows in the evidence of a chunk, whose files have %d".formatted(told, rows),
                findings);
    }

    /**
     * The document as a manifest.
     *
     * @throws IllegalStateException if it is none; look at its fields before
     */
    Manifest manifest() {
        try {
            return STRICT.treeToValue(root, Manifest.class);
        } catch (IOException e) {
            throw new IllegalStateException("Fields of a manifest have been checked before it is read", e);
        }
    }

    /** The files that it names in a way that can be followed. */
    List<NamedFile> files() {
        List<FileColumn> columns = columns(root);
        Map<String, List<FileColumn>> otherColumns = new HashMap<>();
        for (JsonNode run : root.path("runs")) {
            if (run.path("columns").isArray()) {
                otherColumns.put(run.path("batch_id").asText(), columns(run));
            }
        }
        List<NamedFile> files = new ArrayList<>();
        for (JsonNode chunk : root.path("chunks")) {
            String file = chunk.path("file").asText();
            if (FieldRule.isName(file)) {
                files.add(new NamedFile(
                        file,
                        chunk.path("rows").longValue(),
                        chunk.path("size_bytes").longValue(),
                        chunk.path("sha256").asText(),
                        otherColumns.getOrDefault(chunk.path("batch_id").asText(), columns),
                        hasCsvHeader()));
            }
        }
        return files;
    }

    /** The files beside them, in the same way; they have no rows. */
    List<NamedFile> otherFiles() {
        List<NamedFile> files = new ArrayList<>();
        for (JsonNode file : root.path("other_files")) {
            String name = file.path("file").asText();
            if (FieldRule.isName(name)) {
                String sha256 = file.path("sha256").asText();
                files.add(new NamedFile(name, 0, file.path("size_bytes").longValue(), sha256, List.of(), false));
            }
        }
        return files;
    }

    private static List<FileColumn> columns(JsonNode described) {
        List<FileColumn> columns = new ArrayList<>();
        for (JsonNode column : described.path("columns")) {
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

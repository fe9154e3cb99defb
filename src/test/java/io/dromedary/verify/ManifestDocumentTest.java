package io.dromedary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.MarkdownTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the manifest that {@code docs/manifest.md} shows. */
class ManifestDocumentTest {
    private static final String EXAMPLE = example();

    private static String example() {
        List<String> lines = MarkdownTables.lines(Path.of("docs/manifest.md"));
        int start = lines.indexOf("```json") + 1;
        List<String> from = lines.subList(start, lines.size());
        return String.join("\n", from.subList(0, from.indexOf("```"))) + "\n";
    }

    @Test
    void theExampleOfTheDocumentIsAsItWasWritten() {
        assertThat(texts(EXAMPLE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "job_id" : "44    | "job_id" : "4x      | says "4xc9b2fb-6f47-4fe2-a0ac-50d6f7a3f7ed" in job_id, which has to be a UUID
            2026-11-21_       | 2026-13-21_         | says "2026-13-21_07-46-36" in timestamp, which has to be a time like 2026-11-21_07-46-36
            "snapshot"        | "snapshop"          | has no field snapshot
            "port" : 5599     | "port" : 559900     | says 559900 in database.port, which has to be a port
            "columns"         | "kolumns"           | has no list columns
            "part_0001        | "../part_0001       | says "../part_0001.parquet" in chunks[0].file, which has to be a name below this directory
            "chunk_id" : 2    | "chunk_id" : 5      | gives number 5 to file 2
            part_0002         | part_0001           | names part_0001.parquet twice
            "size_mb" : 0.1   | "size_mb" : 0.2     | says 0.2 MB of part_0001.parquet, whose bytes are 0.1 MB
            _rows" : 3000000  | _rows" : 3000001    | says 3000001 in total_rows, but its chunks are 3000000
            count" : 4        | count" : 5          | says 5 in file_count, but its chunks are 4
            "lsn" :           | "lsm" :             | has no field runs[0].evidence.lsn
            "sha256" : "d684d | "sha256" : "D684d   | says "D684d67062e7c78f3cb0b3c120e464f9c8af4beed0c6a876e7b136e81f27dc05" in chunks[0].sha256, which has to be 64 hexadecimal digits
            """)
    void whatIsWrongIsSaidBesideTheDigest(String text, String changed, String what) {
        assertThat(EXAMPLE).contains(text);
        assertThat(texts(EXAMPLE.replaceFirst(Pattern.quote(text), changed)))
                .contains(
                        "_export_metadata.json was changed since it was written: its digest is another."
                                + " Restore it from a copy, or export the table again.",
                        "_export_metadata.json %s. Restore the manifest from a copy, or export the table again."
                                .formatted(what));
    }

    @Test
    void aManifestOfAnEarlierVersionIsNotProved() {
        assertThat(texts(EXAMPLE.replaceFirst(",\\s+\"manifest_sha256.*", "")))
                .containsExactly("_export_metadata.json has no digest of itself."
                        + " Only the files are proved by it; to prove the manifest too, export the table again.");
    }

    @Test
    void whatIsNoManifestIsSaid() {
        assertThat(texts("[]")).last().asString().contains("_export_metadata.json is no manifest: it is no mapping.");
        assertThat(texts("{} {}")).last().asString().contains("_export_metadata.json is no manifest: Trailing token");
        assertThat(texts("{\"a\": 1, \"a\": 1}")).last().asString().contains("is no manifest: Duplicate field 'a'");
    }

    private static List<String> texts(String manifest) {
        List<String> texts = new ArrayList<>();
        ManifestDocument.read(
                "_export_metadata.json",
                manifest.getBytes(StandardCharsets.UTF_8),
                finding -> texts.add(finding.text()));
        return texts;
    }
}

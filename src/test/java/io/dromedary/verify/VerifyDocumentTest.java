package io.dromedary.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.MarkdownTables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerifyDocumentTest {
    @Test
    void everyKindOfFindingIsDescribed() {
        assertThat(MarkdownTables.rows(Path.of("docs/verify.md"), "# Is everything still there?"))
                .extracting(row -> row.get(0))
                .containsExactly(Arrays.stream(Finding.Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    @Test
    void everyFieldOfTheManifestHasItsRule() {
        List<String> documented = MarkdownTables.rows(Path.of("docs/manifest.md"), "## The manifest").stream()
                .map(row -> row.get(0))
                .toList();

        assertThat(Stream.concat(FieldRule.ALL.stream().map(FieldRule::path), Stream.of("manifest_sha256")))
                .as("a field that is new in docs/manifest.md gets a line in FieldRule.ALL, and the other way round")
                .containsExactlyInAnyOrderElementsOf(documented);
    }
}

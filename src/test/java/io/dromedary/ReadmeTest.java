package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.export.ExportRequest;
import io.dromedary.export.ExportRequestReader;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.NamedConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents of the front door say is so. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)^\\| (\\d+(?:, \\d+)*) \\|");
    private static final Pattern JOB = Pattern.compile("(?s)```yaml\n(.*?)```");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> found =
                    docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(
                    Stream.of(README, Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")), found.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        assertThat(found(LINK, document))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @Test
    void everyFailureHasItsExitCode() throws IOException {
        assertThat(found(EXIT_CODE, README))
                .containsAll(Arrays.stream(FailureCategory.values())
                        .map(category -> Integer.toString(category.exitCode()))
                        .toList());
    }

    @Test
    void theJobHasNoProblems(@TempDir Path directory) throws IOException {
        Path job = Files.writeString(
                directory.resolve("shop.yaml"), found(JOB, README).get(0));

        ExportRequest request =
                new ExportRequestReader(Path.of(""), NamedConnections.NONE).read(job, Map.of("database.password", "x"));

        assertThat(request.tables()).hasSize(2);
    }

    private static List<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}

package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.MarkdownTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/coverage.md} leaves no number out, and claims nothing without a test. */
class CoverageDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/coverage.md");
    private static final Pattern NUMBERS = Pattern.compile("([A-E])-(\\d{3})(?: - \\1-(\\d{3}))?");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    /** A heading, and the last number of its system. */
    private static final Map<String, Integer> SYSTEMS = Map.of(
            "## The export server: A", 90,
            "## The dataset API: B", 55,
            "## The database writers: C", 59,
            "## The lake extractor: D", 73,
            "## The importer: E", 51);

    static Stream<String> systems() {
        return SYSTEMS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("systems")
    void everyNumberHasOneRowInOrder(String heading) {
        List<Integer> numbers = new ArrayList<>();
        for (List<String> row : MarkdownTables.rows(DOCUMENT, heading)) {
            Matcher matcher = NUMBERS.matcher(row.get(0));
            assertThat(matcher.matches()).as(row.get(0)).isTrue();
            assertThat(heading).endsWith(": " + matcher.group(1));
            int first = Integer.parseInt(matcher.group(2));
            int last = matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
            IntStream.rangeClosed(first, last).forEach(numbers::add);
        }

        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, SYSTEMS.getOrDefault(heading, 0))
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("systems")
    void whatIsDoneNamesItsTestAndWhatIsNotNamesNone(String heading) {
        for (List<String> row : MarkdownTables.rows(DOCUMENT, heading)) {
            assertThat(row).as(row.get(0)).hasSize(5);
            String tests = row.get(4).contains("`") ? row.get(4) : "`" + row.get(4) + "`";
            switch (row.get(1)) {
                case "done", "other", "partly" -> assertTests(row.get(0), tests);
                case "untested", "later", "no" ->
                    assertThat(row.get(4)).as(row.get(0)).isEmpty();
                default -> throw new AssertionError("%s: no state is called %s".formatted(row.get(0), row.get(1)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"## Triggers", "## Faults"})
    void everyTriggerAndFaultNamesItsTest(String heading) {
        assertThat(MarkdownTables.rows(DOCUMENT, heading)).isNotEmpty().allSatisfy(row -> {
            String last = row.get(row.size() - 1);
            assertTests(row.get(0), last.contains("`") ? last : "`" + last + "`");
        });
    }

    private static void assertTests(String row, String tests) {
        List<String> named =
                TEST.matcher(tests).results().map(found -> found.group()).toList();
        assertThat(named).as(row).isNotEmpty();
        assertThat(tests).as(row).isEqualTo(String.join(", ", named));
        TEST.matcher(tests).results().forEach(found -> assertThat(isTest(found.group(1), found.group(2)))
                .as("%s: %s is a test", row, found.group())
                .isTrue());
    }

    /** Whether a class has a method of that name with an annotation of JUnit. */
    private static boolean isTest(String type, String method) {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            var annotated = Pattern.compile(
                    "(?s)@(Test|ParameterizedTest)\\b(?:(?!\\bvoid\\b).)*\\bvoid %s\\(".formatted(method));
            return files.filter(file -> file.endsWith(type + ".java"))
                    .map(file -> String.join("\n", MarkdownTables.lines(file)))
                    .anyMatch(text -> annotated.matcher(text).find());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.settings.Settings;
import io.dromedary.testing.MarkdownTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What our documents name between backticks is there: classes, methods, tests, files, routes, settings. A name of
 * somebody else's class is written with its package, so that it is not taken for one of ours.
 */
class DocumentsTest {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?");
    private static final Pattern ROUTE = Pattern.compile("\\b[Rr]outes? `([a-z-]+)`|`direct:([a-z-]+)`");
    private static final Pattern ROUTE_ID = Pattern.compile("(?m)^ {4}id: ([a-z-]+)$");
    private static final Pattern SETTING = Pattern.compile("dromedary\\.[a-z-]+(\\.\\S+)?");
    private static final Pattern OURS = Pattern.compile("(docs|routes|jobs|src|bench|\\.ci)/[\\w./-]+");
    /** Names that look like ours and are PostgreSQL's. */
    private static final Set<String> FOREIGN = Set.of("ST_AsBinary", "DateStyle", "IntervalStyle", "TimeZone", "NaN");

    /** Keys of what our files say of themselves. */
    private static final Set<String> FILE_KEYS = Set.of("dromedary.table", "dromedary.srids");

    private static final Path MAIN = Path.of("src/main/java/io/dromedary");

    /** Source texts by the simple name of their class; more than one dialect has a class of some names. */
    private static final Map<String, String> SOURCES = new TreeMap<>();

    static Stream<Path> documents() {
        return Stream.of(
                        "adding-a-database",
                        "coverage",
                        "csv",
                        "inbox",
                        "load-modes",
                        "methods",
                        "operations",
                        "table-definition",
                        "types",
                        "verify",
                        "versioned",
                        "walkthrough")
                .map(name -> Path.of("docs", name + ".md"));
    }

    @BeforeAll
    static void findSources() throws IOException {
        for (String root : List.of("src/main/java", "src/test/java", "bench/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> SOURCES.merge(
                                file.getFileName().toString().replace(".java", ""), text(file), String::concat));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void classesAndTheirMembersAreInTheCode(Path document) {
        assertThat(missing(
                        code(document),
                        MEMBER,
                        found -> FOREIGN.contains(found.group()) || hasMember(found.group(1), found.group(2))))
                .as("names in %s of classes, methods and tests that do not exist (any more)", document)
                .isEmpty();
    }

    /** A method, a nested type, a component of a record, or a constant of an enum. */
    private static boolean hasMember(String type, @Nullable String member) {
        String source = SOURCES.get(type);
        if (source == null || member == null) {
            return source != null;
        }
        String declared = "(?m)\\b%1$s\\(|\\b(record|class|interface|enum) %1$s\\b|[\\w>] %1$s[,)]|^ +%1$s[,;(]";
        return Pattern.compile(declared.formatted(member)).matcher(source).find();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void filesAndDirectoriesAreThere(Path document) throws IOException {
        Set<String> packages;
        try (Stream<Path> files = Files.list(MAIN)) {
            packages = files.filter(Files::isDirectory)
                    .map(file -> file.getFileName() + "/")
                    .collect(Collectors.toSet());
        }
        Predicate<String> isInMain = path -> packages.stream().anyMatch(path::startsWith);
        assertThat(code(document))
                .filteredOn(path -> isInMain.test(path) || OURS.matcher(path).matches())
                .as("files named in %s", document)
                .allMatch(path -> Files.exists((isInMain.test(path) ? MAIN : Path.of("")).resolve(path)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void routesAreInTheRouteFiles(Path document) throws IOException {
        Set<String> routes = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            files.forEach(file -> ROUTE_ID.matcher(text(file)).results().forEach(found -> routes.add(found.group(1))));
        }
        assertThat(ROUTE.matcher(text(document))
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1)))
                .as("routes named in %s", document)
                .allMatch(routes::contains, "one of " + routes);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void settingsAreKnown(Path document) {
        Set<String> settings = Settings.load(Path.of("")).asProperties().keySet();
        assertThat(missing(
                        code(document),
                        SETTING,
                        found -> settings.contains(found.group())
                                || FILE_KEYS.contains(found.group())
                                || found.group().startsWith("dromedary.connection.")))
                .as("settings named in %s", document)
                .isEmpty();
    }

    private static List<String> missing(List<String> names, Pattern pattern, Predicate<MatchResult> exists) {
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            var matcher = pattern.matcher(name);
            if (matcher.matches() && !exists.test(matcher.toMatchResult())) {
                missing.add(name);
            }
        }
        return missing;
    }

    /** What stands between backticks. */
    private static List<String> code(Path document) {
        String text = FENCED.matcher(text(document)).replaceAll("");
        assertThat(text.lines())
                .as("lines of %s: code that is broken between two lines is not seen here", document)
                .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String text(Path file) {
        return String.join("\n", MarkdownTables.lines(file));
    }
}

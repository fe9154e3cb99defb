package io.dromedary;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the packages. A new package gets a line in {@link #MAY_USE}. */
class ArchitectureTest {
    private static final String ROOT = "io.dromedary";
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    /** Which of our packages a package may use besides itself and what lies inside it. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("failure", Set.of()),
            entry("table", Set.of("failure")),
            entry("settings", Set.of("failure", "table")),
            entry("dialect", Set.of("failure", "table", "settings")),
            entry("parquet", Set.of("failure", "table")),
            entry("csv", Set.of("failure", "table", "parquet")),
            entry("process", Set.of()),
            entry("staging", Set.of("failure", "table", "settings", "process")),
            entry("ledger", Set.of("failure", "settings", "process")),
            entry("files", Set.of("failure", "table", "settings", "dialect", "parquet", "csv", "staging")),
            entry("ddl", Set.of("failure", "table")),
            entry(
                    "export",
                    Set.of("failure", "table", "settings", "dialect", "parquet", "csv", "staging", "files", "ddl")),
            entry("load", Set.of("failure", "table", "settings", "dialect", "parquet", "staging")),
            entry(
                    "verify",
                    Set.of("failure", "table", "settings", "dialect", "parquet", "csv", "staging", "ddl", "export")),
            entry(
                    "camel",
                    Set.of(
                            "failure",
                            "table",
                            "settings",
                            "dialect",
                            "parquet",
                            "staging",
                            "export",
                            "load",
                            "ledger")),
            entry(
                    "cli",
                    Set.of(
                            "failure",
                            "table",
                            "settings",
                            "dialect",
                            "parquet",
                            "staging",
                            "files",
                            "ddl",
                            "export",
                            "load",
                            "verify",
                            "ledger",
                            "camel")));

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    static Set<String> topPackages() {
        return classes.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", ""))
                .map(name -> name.split("\\.", -1)[0])
                .collect(toCollection(TreeSet::new));
    }

    @Test
    void everyPackageHasItsPlaceInTheArchitecture() {
        assertThat(topPackages())
                .as("a new package gets a line in MAY_USE: what it may use, as little as possible")
                .isEqualTo(new TreeSet<>(MAY_USE.keySet()));
    }

    @ParameterizedTest
    @MethodSource("topPackages")
    void arrowsPointOnlyWhereTheyMay(String name) {
        String[] forbidden = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(name) && !mayUse(name).contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(("'%s' may use only %s. Move the class to the side that may know both, or"
                                + " turn the arrow with an interface in '%s'")
                        .formatted(name, new TreeSet<>(mayUse(name)), name))
                .check(classes);
    }

    private static Set<String> mayUse(String name) {
        return MAY_USE.getOrDefault(name, Set.of());
    }

    @Test
    void onlyTheRimKnowsCamel() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".camel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .because("the engine runs without Camel. Say what is needed in plain types, and adapt"
                        + " it in io.dromedary.camel")
                .check(classes);
    }

    @Test
    void databasesAreReachedThroughTheirDialect() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".dialect.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".dialect.*..")
                .because("the engine does not know any product. Ask for it with a method of io.dromedary.dialect")
                .check(classes);
    }

    @Test
    void theMainPathKnowsNoHadoop() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".parquet..", ROOT + ".export..", ROOT + ".staging..", ROOT + ".table..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hadoop..", "org.apache.parquet.hadoop..", "org.apache.parquet.avro..")
                .because("the writer is our own; parquet-java writes only in the portable route and judges in tests")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("what two packages both need belongs into the lower of them, or into a third below both")
                .check(classes);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        Set<Path> main = packagesOf(MAIN);
        Set<Path> missing = new TreeSet<>(main);
        packagesOf(TEST).stream().filter(path -> !main.contains(path)).forEach(missing::add);
        missing.removeIf(path -> isNullMarked(main.contains(path) ? MAIN : TEST, path));

        assertThat(main).isNotEmpty();
        assertThat(missing)
                .as("a package is only checked for nulls with a package-info.java that says @NullMarked")
                .isEmpty();
    }

    private static Set<Path> packagesOf(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> sources.relativize(file.resolveSibling("")))
                    .collect(toCollection(TreeSet::new));
        }
    }

    private static boolean isNullMarked(Path sources, Path directory) {
        Path file = sources.resolve(directory).resolve("package-info.java");
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.contains("@NullMarked");
        } catch (IOException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }
}

package io.dromedary.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.table.TableId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryNamesTest {
    @TempDir
    private Path location;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    orders,         public_orders
                    Order Lines,    public_Order%20Lines
                    'it''s',        public_it%27s
                    say "hi",       public_say%20%22hi%22
                    a.b,            public_a.b
                    .hidden,        public_%2Ehidden
                    ..,             public_%2E%2E
                    ../../etc,      public_%2E.%2F..%2Fetc
                    a/b,            public_a%2Fb
                    a\\b,           public_a%5Cb
                    dot.,           public_dot%2E
                    50%,            public_50%25
                    a*b?,           public_a%2Ab%3F
                    🐪,             public_%F0%9F%90%AA
                    """, quoteCharacter = '\'')
    void aNameIsPlainWhateverTheTableIsCalled(String table, String directory) {
        assertThat(DirectoryNames.unique(List.of(new TableId("public", table)))).containsExactly(directory);
    }

    @Test
    void aLetterStaysWhereFileNamesCanHaveIt() throws IOException {
        boolean isUtf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));

        String directory =
                DirectoryNames.unique(List.of(new TableId("public", "größe"))).get(0);

        assertThat(directory).isEqualTo(isUtf8 ? "public_größe" : "public_gr%C3%B6%C3%9Fe");
        Files.createDirectory(location.resolve(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\u0000", "\t", "-", "~", "~1", "con", "..", "/", "\u202Egnp", "\uD83D\uDC2A"})
    void aDirectoryOfThisNameCanBeMadeInTheLocation(String name) throws IOException {
        String directory =
                DirectoryNames.unique(List.of(new TableId(name, name))).get(0);

        Path made = Files.createDirectory(location.resolve(directory));

        assertThat(made.getParent()).isEqualTo(location);
        assertThat(StagingDirectoryTest.names(location)).containsExactly(directory);
        assertThat(directory).doesNotStartWith(".").matches("[A-Za-z0-9_.%~-]+");
    }

    @Test
    void sixtyThreeCharactersOfAnyKindFit() throws IOException {
        for (String character : List.of("x", "é", "駱", "🐪", "/", "\"")) {
            // PostgreSQL counts bytes; other databases count characters.
            var table = new TableId(character.repeat(63), character.repeat(63));
            String directory = DirectoryNames.unique(List.of(table)).get(0);

            assertThat((directory + "_2026-11-21_07-30-05_12").getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(255);
            Files.createDirectory(location.resolve(directory));
        }
    }

    @Test
    void longNamesThatDifferOnlyAtTheirEndDiffer() {
        String start = "🐪".repeat(60);

        assertDistinct(new TableId("s", start + "a"), new TableId("s", start + "b"), new TableId("s", start + "B"));
    }

    @Test
    void namesThatDifferOnlyInCaseDifferWhereCaseIsTheSame() {
        assertDistinct(
                new TableId("public", "Orders"), new TableId("public", "orders"), new TableId("PUBLIC", "orders"));
        assertDistinct(
                new TableId("public", "straße"), new TableId("public", "STRASSE"), new TableId("public", "STRAẞE"));
        assertDistinct(new TableId("public", "σας"), new TableId("public", "ΣΑΣ"), new TableId("public", "σασ"));
        assertDistinct(new TableId("public", "ı"), new TableId("public", "I"), new TableId("public", "İ"));
    }

    @Test
    void namesThatDifferOnlyInWhatIsReplacedDiffer() {
        assertDistinct(
                new TableId("public", "a b"),
                new TableId("public", "a/b"),
                new TableId("public", "a%20b"),
                new TableId("public", "a%2520b"),
                new TableId("public", "a_b"));
        assertDistinct(new TableId("a_b", "c"), new TableId("a", "b_c"));
        assertDistinct(new TableId("s", "x."), new TableId("s", "x%2E"), new TableId("s", "x"));
    }

    @Test
    void namesThatAFileSystemTakesForTheSameTextDiffer() {
        assertDistinct(new TableId("s", "caf\u00e9"), new TableId("s", "cafe\u0301"));
    }

    @Test
    void randomNamesNeverCollide() {
        var random = new Random(42);
        String alphabet = "aAbB_./% é\u0301É~🐪";
        List<String> characters =
                alphabet.codePoints().mapToObj(Character::toString).toList();
        for (int round = 0; round < 200; round++) {
            Set<TableId> tables = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                tables.add(new TableId(name(random, characters), name(random, characters)));
            }
            assertDistinct(tables.toArray(TableId[]::new));
        }
    }

    private static String name(Random random, List<String> characters) {
        var name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(characters.get(random.nextInt(characters.size())));
        }
        return name.toString();
    }

    /** Also where upper and lower case, or composed and decomposed letters, are the same. */
    private static void assertDistinct(TableId... tables) {
        List<String> folded = new ArrayList<>();
        for (String name : DirectoryNames.unique(List.of(tables))) {
            String decomposed = Normalizer.normalize(name, Normalizer.Form.NFD);
            folded.add(decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
            assertThat(name).matches("[^./][^/\\u0000]*");
        }
        assertThat(folded).as("%s", List.of(tables)).doesNotHaveDuplicates();
    }
}

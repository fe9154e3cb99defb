package io.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private enum Colour {
        RED,
        DARK_BLUE
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a\ncount: 1_000\non: true\ncolour: dark_blue\nlist: [x, 2]\ninner: {deep: y}\nmany:\n  - {k: 1}\n",
                """
                {"name": "a", "count": 1000, "on": true, "colour": "DARK_BLUE", "list": ["x", 2],
                 "inner": {"deep": "y"}, "many": [{"k": "1"}]}"""
            })
    void yamlAndJsonReadAlike(String text) {
        read(text, section -> {
            assertThat(section.text("name")).isEqualTo("a");
            assertThat(section.count("count", 1, 2000, 5)).isEqualTo(1000);
            assertThat(section.flag("on", false)).isTrue();
            assertThat(section.choice("colour", Colour.RED)).isEqualTo(Colour.DARK_BLUE);
            assertThat(section.texts("list")).containsExactly("x", "2");
            assertThat(section.section("inner").text("deep")).isEqualTo("y");
            assertThat(section.sections("many")).hasSize(1);
            assertThat(section.sections("many").get(0).text("k")).isEqualTo("1");
        });
    }

    @Test
    void whatIsMissingOrNothingIsTheDefault() {
        read("count:\non: null\n", section -> {
            assertThat(section.count("count", 1, 9, 5)).isEqualTo(5);
            assertThat(section.findCount("none", 1, 9)).isEqualTo(OptionalLong.empty());
            assertThat(section.flag("on", true)).isTrue();
            assertThat(section.choice("colour", Colour.RED)).isEqualTo(Colour.RED);
            assertThat(section.texts("list")).isEmpty();
            assertThat(section.textsByName("properties")).isEmpty();
            assertThat(section.sections("many")).isEmpty();
            assertThat(section.findText("text")).isEmpty();
            assertThat(section.has("on")).isFalse();
            assertThat(section.section("inner").has("deep")).isFalse();
        });
    }

    @Test
    void everyProblemIsToldAtOnceWithItsPlace() {
        String text = """
                count: many
                on: perhaps
                colour: rad
                inner:
                  deep: [1]
                many:
                  - k: 1
                  - oops
                colur: red
                list: {a: b}
                """;
        assertThatThrownBy(reading(text, section -> {
                    section.count("count", 1, 9, 5);
                    section.flag("on", true);
                    section.choice("colour", Colour.RED);
                    section.section("inner").text("deep");
                    section.section("inner").text("gone");
                    section.sections("many").forEach(item -> item.text("k"));
                    section.texts("list");
                    section.text("needed");
                }))
                .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage("""
                        doc.yaml has 9 problems:
                          doc.yaml:1:8: count has to be a whole number from 1 to 9 but is "many".
                          doc.yaml:2:5: on has to be true or false but is "perhaps".
                          doc.yaml:3:9: colour is "rad" but has to be one of red, dark_blue; did you mean red?
                          doc.yaml:5:9: inner.deep has to be a text but is a list.
                          doc.yaml:5:3: inner.gone is missing.
                          doc.yaml:8:5: many[1] has to be a mapping of keys to values but is "oops".
                          doc.yaml:10:7: list has to be a text but is a mapping.
                          doc.yaml:1:1: needed is missing.
                          doc.yaml:9:1: colur is no known key; did you mean colour?""");
    }

    @Test
    void anUnknownKeyUnlikeAnyNamesAllThatAreKnown() {
        assertThatThrownBy(reading("name: a\nbanana: 1\n", section -> {
                    section.text("name");
                    section.flag("on", true);
                }))
                .hasMessage("""
                        doc.yaml has 1 problem:
                          doc.yaml:2:1: banana is no known key; known are name, on.""");
    }

    @Test
    void aKeyIsPointedAtWhereItStandsAndNotWhereItsValueBegins() {
        assertThatThrownBy(reading("innner:\n  deep: 1\n", section -> section.section("inner")))
                .hasMessageContaining("doc.yaml:1:1: innner is no known key; did you mean inner?");
    }

    @Test
    void aKeyGivenTwiceIsAProblem() {
        assertThatThrownBy(reading("name: a\nname: b\n", section -> section.text("name")))
                .hasMessageContaining("doc.yaml:2:1: name is given twice; keep one.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name: [a         | while parsing a flow sequence
                    name: "a         | while scanning a quoted scalar
                    name: *gone      | found undefined alias gone
                    name: a: b       | mapping values are not allowed here
                    - a              | doc.yaml: it has to be a mapping of keys to values.
                    a                | doc.yaml: it has to be a mapping of keys to values.
                    {? [a] : b}      | doc.yaml:1:4: a key has to be a plain word.
                    """)
    void whatIsNoDocumentIsToldOnceWithoutWhatFollowsFromIt(String text, String message) {
        assertThatThrownBy(reading(text, section -> section.findText("name")))
                .hasMessageStartingWith("doc.yaml has 1 problem:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", "---\na: 1\n---\nb: 2\n", "a: \u0000"})
    void emptyAndBrokenDocumentsAreRefused(String text) {
        assertThatThrownBy(reading(text, section -> section.text("name")))
                .isInstanceOf(DromedaryException.class)
                .hasMessageStartingWith("doc.yaml has 1 problem:");
    }

    @Test
    @Timeout(20)
    void hugeDeepAndMultiplyingDocumentsAreRefused() {
        String laughs = "a0: &a0 [x]\n";
        for (int i = 1; i < 15; i++) {
            String previous = "*a" + (i - 1);
            laughs += "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(previous, previous, previous)));
        }
        assertThatThrownBy(reading(laughs, section -> {})).hasMessageContaining("20 levels or 100,000 values");
        assertThatThrownBy(reading("a: &a [*a]", section -> {})).hasMessageContaining("20 levels or 100,000 values");
        assertThatThrownBy(reading("a: " + "[".repeat(100_000), section -> {}))
                .hasMessageContaining("doc.yaml:1:23: it is nested more than 20 levels deep.");
        assertThatThrownBy(reading("a: " + "x".repeat(1 << 20), section -> {}))
                .hasMessageContaining("it is larger than 1,048,576 characters.");
    }

    @Test
    void anAnchorMayBeUsedAgain() {
        read("a: &x {k: v}\nb: *x\n", section -> {
            assertThat(section.section("a").text("k")).isEqualTo("v");
            assertThat(section.section("b").text("k")).isEqualTo("v");
        });
    }

    @Test
    void overridesWinAndMayAddWhatIsMissing() {
        var overrides = Map.of(
                "a.b", "2",
                "list[1].k", "changed",
                "new.inner", "made",
                "texts", "[x, y]",
                "password", "p: #[{*&@%null");
        String text = "a: {b: 1}\nlist: [{k: 0}, {k: 1}]\nnew:\n";
        var problems = new Problems("doc.yaml");
        Section section = Document.read("doc.yaml", text, overrides, problems);

        assertThat(section.section("a").text("b")).isEqualTo("2");
        assertThat(section.sections("list").get(1).text("k")).isEqualTo("changed");
        assertThat(section.section("new").text("inner")).isEqualTo("made");
        assertThat(section.texts("texts")).containsExactly("x", "y");
        assertThat(section.text("password")).isEqualTo("p: #[{*&@%null");
        problems.orThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    list[2].k | --set list[2].k: there is nothing at list[2].k to set.
                    list.k    | --set list.k: there is nothing at list.k to set.
                    nam       | --set nam: nam is no known key; did you mean name?
                    name.x    | --set name.x: there is nothing at name.x to set.
                    name..x   | --set name..x: there is nothing at name..x to set.
                    [0]       | --set [0]: there is nothing at [0] to set.
                    """)
    void anOverrideOfWhatIsNotThereIsAProblem(String path, String message) {
        var problems = new Problems("doc.yaml");
        Section section = Document.read("doc.yaml", "name: a\nlist: [{k: 0}, {k: 1}]\n", Map.of(path, "v"), problems);
        section.text("name");
        section.sections("list");
        section.finish();

        assertThatThrownBy(problems::orThrow).hasMessage("doc.yaml has 1 problem:\n  " + message);
    }

    @Test
    void referencesAreResolvedInAnyText() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "s3cret $1 ${env:PATH} \r\n\n");
        String text = "a: ${file:%s}\nb: x${env:PATH}y\nc: $${env:PATH}\nd: ['${file:%s}!']\n".formatted(file, file);
        read(text, section -> {
            assertThat(section.text("a")).isEqualTo("s3cret $1 ${env:PATH} ");
            assertThat(section.text("b")).isEqualTo("x" + System.getenv("PATH") + "y");
            assertThat(section.text("c")).isEqualTo("${env:PATH}");
            assertThat(section.texts("d")).containsExactly("s3cret $1 ${env:PATH} !");
        });
    }

    @Test
    void aReferenceThatCannotBeResolvedIsOneProblem() throws Exception {
        Path large = Files.writeString(directory.resolve("large"), "x".repeat(70_000));
        Path bytes = Files.write(directory.resolve("bytes"), new byte[] {(byte) 0xFF});
        String text = """
                a: ${env:DROMEDARY_TEST_NOT_SET}
                b: ${file:%s/gone}
                c: ${file:%s}
                d: ${file:/dev/zero}
                e: ${file:%s}
                f: ${HOME}
                """.formatted(directory, large, bytes);
        assertThatThrownBy(reading(
                        text, section -> List.of("a", "b", "c", "d", "e", "f").forEach(section::text)))
                .hasMessage("""
                        doc.yaml has 6 problems:
                          doc.yaml:1:4: a names the environment variable DROMEDARY_TEST_NOT_SET, which is not set.
                          doc.yaml:2:4: b names the file %s/gone, which does not exist.
                          doc.yaml:3:4: c names the file %s, which is larger than 65,536 bytes.
                          doc.yaml:4:4: d names the file /dev/zero, which does not exist.
                          doc.yaml:5:4: e names the file %s, which cannot be read as UTF-8 text.
                          doc.yaml:6:4: f has a ${ that is neither ${env:NAME} nor ${file:PATH}; write $${ if it is to stay \
                        as it is.""".formatted(directory, large, bytes));
    }

    @Test
    void whatAReferenceStandsForIsInNoMessage() throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "s3cret");
        String reference = "${file:%s}".formatted(file);
        String text = "a: %s\nb: %s\nc: %s\nd: %s\n".formatted(reference, reference, reference, reference);
        assertThatThrownBy(reading(text, section -> {
                    section.count("a", 1, 2, 1);
                    section.flag("b", true);
                    section.choice("c", Colour.RED);
                    section.sections("d");
                }))
                .hasMessageStartingWith("doc.yaml has 4 problems:")
                .hasMessageContaining("a has to be a whole number from 1 to 2 but is \"${file:")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret"));
    }

    @Test
    void longTextsAreCutInMessages() {
        String text = "a: '%s'\nb: |\n  first\n  second\n".formatted("x".repeat(100));
        assertThatThrownBy(reading(text, section -> {
                    section.flag("a", true);
                    section.flag("b", true);
                }))
                .hasMessageContaining("but is \"%s...\".".formatted("x".repeat(60)))
                .hasMessageContaining("but is \"first...\".");
    }

    @Test
    void aSecretIsNeverPrinted() {
        read("password: hunter2\n", section -> {
            Secret secret = section.secret("password");
            assertThat(secret).hasToString("****");
            secret.reveal(text -> assertThat(text).isEqualTo("hunter2"));
        });
    }

    private static void read(String text, Consumer<Section> reader) {
        var problems = new Problems("doc.yaml");
        Section section = Document.read("doc.yaml", text, Map.of(), problems);
        reader.accept(section);
        section.finish();
        problems.orThrow();
    }

    private static ThrowingCallable reading(String text, Consumer<Section> reader) {
        return () -> read(text, reader);
    }
}

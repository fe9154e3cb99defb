package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFilesTest {
    @TempDir
    private Path directory;

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("a.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void objectsInLinesAreRecords() {
        ReadFile read = ReadFile.of(file("""
                \uFEFF{"id": 1, "name": "a\\n\\"\\u00e9\\ud834\\udd1e"}\r

                  {"price": 1.10e2, "id": 12345678901234567890123, "more": {"x": [1, "}"]} , "done": true}
                {"name": null, "list": []}"""));

        assertThat(read.header()).containsExactly("id", "name", "price", "more", "done", "list");
        assertThat(read.rows())
                .containsExactly(
                        Arrays.asList("1", "a\n\"é𝄞", null, null, null, null),
                        Arrays.asList("12345678901234567890123", null, "1.10e2", "{\"x\": [1, \"}\"]}", "true", null),
                        Arrays.asList(null, null, null, null, null, "[]"));
        assertThat(read.lines()).containsExactly(1L, 3L, 4L);
        assertThat(read.raw().get(2)).isEqualTo("{\"name\": null, \"list\": []}");
        assertThat(read.refusals()).isEmpty();
    }

    @Test
    void objectsOfAnArrayAreRecords() {
        ReadFile read = ReadFile.of(file("""
                [
                  {"id": 1, "x": "]}"},
                  {
                    "id": 2
                  }
                ]
                """));

        assertThat(read.rows()).containsExactly(List.of("1", "]}"), Arrays.asList("2", null));
        assertThat(read.lines()).containsExactly(2L, 3L);
        assertThat(ReadFile.of(file("[]")).rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "]"})
    void aLongFileIsReadInBlocks(String bracket) {
        boolean isArray = !bracket.isEmpty();
        var text = new StringBuilder(isArray ? "[" : "");
        int count = 60_000;
        for (int i = 0; i < count; i++) {
            text.append("{\"id\": ").append(i).append(", \"name\": \"a name that is not short {[\\\"\"}");
            text.append(isArray && i < count - 1 ? "," : "").append(isArray && i % 7 != 0 ? " " : "\n");
        }
        Path file = file(text.append(isArray ? "]\n" : "").toString());

        List<List<String>> rows = ReadFile.of(file).rows().stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList();

        assertThat(rows).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(rows.get(i)).containsExactly(Integer.toString(i), "a name that is not short {[\"");
        }
        assertThat(ReadFile.last(file)).startsWith("%d: ".formatted(isArray ? 8573 : count));
    }

    @Test
    void whatIsNoObjectIsRefusedByItself() {
        ReadFile read = ReadFile.of(file("""
                {"id": 1}
                {"id": 2
                {"id": tru}
                7
                {"id": 3} {"id": 4}
                {"id": 5, "id": 6}
                {"id": "\\ud800"}
                {"id": 8}
                """));

        assertThat(read.refusals()).hasSize(6);
        assertThat(read.refusals().get(0)).startsWith("2: it is no JSON object: Unexpected end-of-input");
        assertThat(read.refusals().get(1)).startsWith("3: it is no JSON object: Unrecognized token 'tru'");
        assertThat(read.refusals().subList(2, 6))
                .containsExactly(
                        "4: it is no JSON object. A file has one object in each line, or an array of objects",
                        "5: something stands behind the JSON object",
                        "6: the key \"id\" stands there twice",
                        "7: a text has half of a character that is written as two (\\ud800 to \\udfff)");
        assertThat(read.raw()).contains("{\"id\": 2", "7", "{\"id\": 8}");
        assertThat(read.rows().get(7)).containsExactly("8");
    }

    @Test
    void damagedArraysAreRefusedAsAWhole() {
        assertThatThrownBy(() -> ReadFile.of(file("[{\"id\": 1}, {\"id\": 2}")))
                .hasMessageEndingWith("a.json: the array is not closed: the file was cut off. Get the whole file");
        assertThatThrownBy(() -> ReadFile.of(file("[{\"id\": 1}] x")))
                .hasMessageEndingWith("a.json: something stands behind the end of the array");
        assertThatThrownBy(() -> ReadFile.of(file("[{\"id\": 1},\n 2]")))
                .hasMessageEndingWith("a.json: line 2: an element of the array is no object");
    }

    @Test
    void keysThatAreFoundLateAreRefusedOrIgnored() {
        String many = "{\"id\": 1}\n".repeat(150_000);
        Path file = file(many + "{\"id\": 2, \"late\": 3}\n");

        assertThat(ReadFile.of(file).refusals())
                .containsExactly(
                        "150001: the key \"late\" is not among the fields, which are the keys of the first objects."
                                + " Name it with columns, or set unknown_keys to ignore");
        assertThat(ReadFile.of(file, "unknown_keys: ignore").refusals()).isEmpty();
    }

    @Test
    void theCharacter0GoesByThePolicy() {
        assertThat(ReadFile.of(file("{\"id\": \"a\\u0000b\"}"), "nul_bytes: remove")
                        .rows())
                .containsExactly(List.of("ab"));
        assertThat(ReadFile.of(file("{\"id\": \"\\udc00\"}"), "invalid_text: replace")
                        .rows())
                .containsExactly(List.of("\uFFFD"));
    }
}

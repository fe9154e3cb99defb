package io.dromedary.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePatternTest {
    @TempDir
    private Path directory;

    @Test
    void standForTheFilesThatFit() throws IOException {
        for (String name : List.of("b.csv", "a.csv", "c.txt", "[1].csv")) {
            Files.writeString(directory.resolve(name), "x");
        }
        Files.createDirectory(directory.resolve("d.csv"));

        assertThat(FilePattern.expand(List.of(directory.resolve("?.csv"), directory.resolve("[1].csv"), Path.of("-"))))
                .containsExactly(
                        directory.resolve("a.csv"),
                        directory.resolve("b.csv"),
                        directory.resolve("[1].csv"),
                        Path.of("-"));
        assertThatThrownBy(() -> FilePattern.expand(List.of(directory.resolve("*.json"))))
                .hasMessageEndingWith("*.json: no file fits. Check its name");
    }
}

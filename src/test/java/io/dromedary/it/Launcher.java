package io.dromedary.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Dromedary in a process of its own, with the launcher's heap. */
final class Launcher {
    private static final String HEAP = "-Xmx256m";

    private Launcher() {}

    /** Starts a command; its output goes to {@code out.txt} and {@code err.txt} in the directory. */
    static Process start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "io.dromedary.cli.Dromedary"));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(file(directory, "out.txt"))
                .redirectError(file(directory, "err.txt"))
                .start();
    }

    private static File file(Path directory, String name) {
        return directory.resolve(name).toFile();
    }
}

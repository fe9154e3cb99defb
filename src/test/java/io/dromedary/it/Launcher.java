package io.dromedary.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Dromedary in a process of its own, with the launcher's options. */
final class Launcher {
    private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=256m");

    private Launcher() {}

    /** Starts a command; its output goes to {@code out.txt} and {@code err.txt} in the directory. */
    static Process start(Path directory, String... arguments) throws IOException {
        return start(directory, new String[0], arguments);
    }

    /** Starts a command with more options of the virtual machine, which win. */
    static Process start(Path directory, String[] javaOptions, String... arguments) throws IOException {
        return start(directory, Map.of(), javaOptions, arguments);
    }

    /** The same with more environment variables. */
    static Process start(Path directory, Map<String, String> environment, String[] javaOptions, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(Arrays.asList(javaOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.dromedary.cli.Dromedary"));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command)
                .redirectOutput(file(directory, "out.txt"))
                .redirectError(file(directory, "err.txt"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static File file(Path directory, String name) {
        return directory.resolve(name).toFile();
    }
}

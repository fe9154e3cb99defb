package io.dromedary.staging;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second JVM: file locks count between processes, not between threads of one. */
final class OtherProcess implements AutoCloseable {
    /** What one that appends appends. */
    static final int RUNS = 20;

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    /** What the other JVM does: opens areas until its input ends, or recovers and ends. */
    public static void main(String[] arguments) throws IOException {
        Path location = Path.of(arguments[1]);
        if (arguments[0].equals("recover")) {
            StagingDirectory.recover(location);
            return;
        } else if (arguments[0].equals("append")) {
            for (int i = 0; i < RUNS; i++) {
                Runs.append(location, arguments[2] + i);
            }
            return;
        }
        StagingDirectory area = Versions.open(location, arguments[2]);
        area.create("public_t", "part_0001.parquet").write('x');
        System.out.println("open");
        System.out.flush();
        if (System.in.read() >= 0) {
            throw new IOException("Nothing is ever written to this process");
        }
    }

    /** A process that owns an area until it is killed. */
    static OtherProcess owning(Path location, String jobId) throws IOException {
        Process process = start("own", location.toString(), jobId);
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); !"open".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException(
                        "The process ended with " + process.onExit().join().exitValue());
            }
        }
        return new OtherProcess(process);
    }

    /** A process that adds runs to one directory and ends. */
    static OtherProcess appending(Path location, String name) {
        return new OtherProcess(start("append", location.toString(), name));
    }

    /** Waits for its end. */
    void awaitSuccess() throws IOException {
        int exitCode = process.onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IOException("The process ended with " + exitCode);
        }
    }

    /** Recovers in another process, and waits for its end. */
    static void recover(Path location) throws IOException {
        int exitCode = start("recover", location.toString()).onExit().join().exitValue();
        if (exitCode != 0) {
            throw new IOException("The process ended with " + exitCode);
        }
    }

    /** Ends it so that it can do nothing more. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private static Process start(String... arguments) {
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var command = new ArrayList<>(List.of(
                    java, "-Xmx64m", "-cp", System.getProperty("java.class.path"), OtherProcess.class.getName()));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.dromedary.it;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A directory with jobs and inboxes, and the servers that work on them. */
final class InboxServer implements AutoCloseable {
    static final int MIN_AGE_MILLIS = 300;

    private final TestPostgres database;
    private final Path directory;
    private final List<Process> servers = new ArrayList<>();

    InboxServer(TestPostgres database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    /** Writes a job whose inbox, table and file have the same name. */
    Path job(String name, String... settings) throws IOException {
        return jobIn(database.database(), name, settings);
    }

    /** The same for another database of the same server. */
    Path jobIn(String databaseName, String name, String... settings) throws IOException {
        Path jobs = Files.createDirectories(directory.resolve("jobs"));
        Files.createDirectories(inbox(name));
        return Files.writeString(jobs.resolve(name + ".yaml"), """
                name: %s
                kind: import
                database: {url: 'postgresql://postgres@127.0.0.1:%d/%s', password: postgres}
                import_settings:
                  into: public.%s
                  inbox: %s
                  %s
                """.formatted(
                        name, database.port(), databaseName, name, name, String.join("\n  ", settings)));
    }

    Path inbox(String name) {
        return directory.resolve("inbox").resolve(name);
    }

    /** Writes a file into an inbox. */
    Path drop(String inbox, String name, String text) throws IOException {
        return Files.writeString(inbox(inbox).resolve(name), text);
    }

    Process start(String... options) throws IOException {
        Path logs = Files.createDirectories(directory.resolve("server-" + servers.size()));
        Process server = Launcher.start(logs, options(options), "serve");
        servers.add(server);
        return server;
    }

    String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "-Ddromedary.jobs-directory=" + directory.resolve("jobs"),
                "-Ddromedary.inbox-directory=" + directory.resolve("inbox"),
                "-Ddromedary.drop-folder-min-age-millis=" + MIN_AGE_MILLIS,
                "-Ddromedary.chunk-retry-delay-millis=50"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    /** What a server has logged. */
    String log(int server) throws IOException {
        return Files.readString(directory.resolve("server-" + server).resolve("err.txt"));
    }

    /** The names of the files that went to {@code done} or {@code failed}, sorted. */
    List<String> departed(String inbox, String outcome) {
        Path folder = inbox(inbox).resolve(outcome);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file that departed. */
    String text(String inbox, String outcome, String name) throws IOException {
        try (Stream<Path> files = Files.walk(inbox(inbox).resolve(outcome))) {
            return Files.readString(
                    files.filter(file -> file.endsWith(name)).findFirst().orElseThrow());
        }
    }

    /** The files that lie in an inbox. */
    List<String> waiting(String inbox) throws IOException {
        try (Stream<Path> files = Files.list(inbox(inbox))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain: " + what);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        servers.forEach(Process::destroy);
        for (Process server : servers) {
            server.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }
}

package io.dromedary.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The PostgreSQL 15 of Debian, where it is installed: another version than the embedded one. Started on loopback with
 * data of its own, which {@link #close} removes.
 */
public final class DebianPostgres implements AutoCloseable {
    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
    private static final Path EXTENSIONS = Path.of("/usr/share/postgresql/15/extension");
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Path data;
    private final Process server;
    private final TestPostgres database;
    private final Thread onExit = new Thread(this::stop);

    private DebianPostgres(Path data, Process server, TestPostgres database) {
        this.data = data;
        this.server = server;
        this.database = database;
    }

    /** Whether it can be started here. */
    public static boolean isInstalled() {
        return Files.isExecutable(BINARIES.resolve("postgres"));
    }

    /** Whether it has an extension of another package. */
    public static boolean hasExtension(String name) {
        return isInstalled() && Files.exists(EXTENSIONS.resolve(name + ".control"));
    }

    /** Starts a server. */
    public static DebianPostgres start() {
        try {
            Path data = Files.createTempDirectory("dromedary-postgres-15");
            int port = freePort();
            Process initdb = run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
            if (initdb.waitFor() != 0) {
                throw new AssertionError("initdb ended with %d: %s"
                        .formatted(
                                initdb.exitValue(), initdb.errorReader().lines().toList()));
            }
            Process server = run(
                    "postgres",
                    List.of("-D", data, "-p", port, "-F", "-c", "listen_addresses=127.0.0.1"),
                    List.of("-c", "unix_socket_directories="));
            var started = new DebianPostgres(data, server, new TestPostgres(port, "postgres"));
            Runtime.getRuntime().addShutdownHook(started.onExit);
            started.awaitConnections();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process run(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL does not run as root; in a name space of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(BINARIES.resolve(program).toString());
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                list.forEach(item -> command.add(item.toString()));
            } else {
                command.add(argument.toString());
            }
        }
        return new ProcessBuilder(command)
                .redirectOutput(new File("/dev/null"))
                .redirectError(new File("/dev/null"))
                .start();
    }

    private void awaitConnections() throws InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try {
                DriverManager.getConnection(database.url(), "postgres", "").close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !server.isAlive()) {
                    stop();
                    throw new AssertionError("PostgreSQL 15 does not answer: " + e.getMessage(), e);
                }
                // There is no signal to wait for.
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Its database {@code postgres}. */
    public TestPostgres database() {
        return database;
    }

    private void stop() {
        server.destroy();
        try {
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            server.destroyForcibly();
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}

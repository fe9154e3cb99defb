package io.dromedary.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** The PostgreSQL that tables are read from: an embedded one, on loopback only, or one that was there before. */
final class BenchServer implements AutoCloseable {
    /**
     * Too small for any table here, so that tables of all scales are read the same way: from the page cache. Nothing is
     * collected, vacuumed or compiled meanwhile.
     */
    private static final String[][] SETTINGS = {
        {"listen_addresses", "127.0.0.1"},
        {"unix_socket_directories", "''"},
        {"shared_buffers", "256MB"},
        {"max_connections", "100"},
        {"wal_level", "minimal"},
        {"max_wal_senders", "0"},
        {"max_wal_size", "4GB"},
        {"fsync", "off"},
        {"synchronous_commit", "off"},
        {"autovacuum", "off"},
        {"jit", "off"},
    };

    private final @Nullable EmbeddedPostgres embedded;
    private final String url;
    private final OptionalLong postmaster;

    private BenchServer(@Nullable EmbeddedPostgres embedded, String url) throws SQLException {
        this.embedded = embedded;
        this.url = url;
        this.postmaster = findPostmaster();
    }

    /** Starts a server that keeps its data in the directory, or connects to the one of {@code --url}. */
    static BenchServer open(Options options) throws IOException, SQLException {
        if (options.url != null) {
            return new BenchServer(null, options.url);
        }
        Path data = Files.createDirectories(options.data.toAbsolutePath()).resolve("postgresql");
        requireStopped(data);
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60));
        for (String[] setting : SETTINGS) {
            builder.setServerConfig(setting[0], setting[1]);
        }
        EmbeddedPostgres server = builder.start();
        try {
            return new BenchServer(
                    server, "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(server.getPort()));
        } catch (SQLException e) {
            server.close();
            throw e;
        }
    }

    /** A bench that was killed could not stop its server. */
    private static void requireStopped(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        boolean running = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.contains("postgres"))
                .isPresent();
        if (running) {
            throw new IOException(
                    "%s: a server of an earlier run, or of another one that goes on, is still there as process %d. Wait for it, or stop it with: kill -INT %d"
                            .formatted(data, pid, pid));
        }
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        String password = System.getenv("PGPASSWORD");
        if (password != null) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(url, properties);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** One value, as text. */
    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return Objects.requireNonNullElse(rows.getString(1), "");
        }
    }

    /** Where it is, as a job specification writes it. */
    String specification() {
        Properties parsed = parsed();
        return """
                database:
                  type: postgresql
                  host: "%s"
                  port: %s
                  database: "%s"
                %s""".formatted(
                        parsed.getProperty("PGHOST"),
                        parsed.getProperty("PGPORT"),
                        parsed.getProperty("PGDBNAME"),
                        login(parsed));
    }

    /** The same as any database that has a JDBC driver. */
    String portableSpecification() {
        Properties parsed = parsed();
        return """
                database:
                  type: jdbc
                  url: "jdbc:postgresql://%s:%s/%s"
                %s""".formatted(
                        parsed.getProperty("PGHOST"),
                        parsed.getProperty("PGPORT"),
                        parsed.getProperty("PGDBNAME"),
                        login(parsed));
    }

    /** Where it is, as psql takes it. */
    String libpqUrl() {
        Properties parsed = parsed();
        return "postgresql://%s@%s:%s/%s"
                .formatted(
                        parsed.getProperty("user", "postgres"),
                        parsed.getProperty("PGHOST"),
                        parsed.getProperty("PGPORT"),
                        parsed.getProperty("PGDBNAME"));
    }

    private Properties parsed() {
        return Objects.requireNonNull(Driver.parseURL(url, null), "--url is no URL of PostgreSQL");
    }

    private static String login(Properties parsed) {
        return """
                  username: "%s"
                  password: "%s"
                """.formatted(
                        parsed.getProperty("user", "postgres"),
                        System.getenv("PGPASSWORD") == null ? "none" : "${env:PGPASSWORD}");
    }

    /** What runs psql with some commands. */
    List<String> psql(Path psql, String... commands) {
        var all = new ArrayList<>(List.of(psql.toString(), "-X", "-q", libpqUrl()));
        for (String command : commands) {
            all.add("-c");
            all.add(command);
        }
        return all;
    }

    /** Whether it runs on this machine, so that its CPU is shared with the client and can be counted. */
    boolean isLocal() {
        return postmaster.isPresent();
    }

    /** Seconds of CPU of its backends so far, those that have ended included; NaN if it is elsewhere. */
    double cpuSeconds() {
        return postmaster.isPresent() ? ProcessTimes.childrenCpuSeconds(postmaster.getAsLong()) : Double.NaN;
    }

    /** The parent of a backend, if the backend is a process here. */
    private OptionalLong findPostmaster() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return ProcessHandle.of(rows.getLong(1))
                    .filter(backend -> backend.info().command().orElse("").contains("postgres"))
                    .flatMap(ProcessHandle::parent)
                    .map(parent -> OptionalLong.of(parent.pid()))
                    .orElse(OptionalLong.empty());
        }
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}

package io.dromedary.testing;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL, one server per test JVM, started on first use and stopped with the JVM. Each test class creates a
 * database of its own in it.
 *
 * @param port where the server listens on loopback
 * @param database the test's own database
 */
public record TestPostgres(int port, String database) {
    private static final String USER = "postgres";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new, empty database. */
    public static TestPostgres createDatabase() {
        return createDatabase("");
    }

    /** A new, empty database with options of CREATE DATABASE. */
    public static TestPostgres createDatabase(String options) {
        String name = "test_" + DATABASES.incrementAndGet();
        var server = new TestPostgres(Server.INSTANCE.getPort(), USER);
        server.execute("CREATE DATABASE %s %s TEMPLATE template0".formatted(name, options));
        return new TestPostgres(server.port(), name);
    }

    /** Runs statements as the superuser, each on its own. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Creates a role that has to give its password; the superuser never has to. */
    public void createRole(String role, String password) {
        execute("SET password_encryption = 'scram-sha-256'; CREATE ROLE %s LOGIN PASSWORD '%s'"
                .formatted(role, password));
        try {
            Path rules = Path.of(queryText("SHOW hba_file"));
            String all = Files.readString(rules);
            Files.writeString(rules, "host all %s 127.0.0.1/32 scram-sha-256%n".formatted(role) + all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("SELECT pg_reload_conf()");
    }

    /** The first column of the first row of a query. */
    public String queryText(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** A plain JDBC connection as the superuser. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, USER);
    }

    /** The JDBC URL. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** The same for a dialect. */
    public ConnectionSettings settings() {
        return new ConnectionSettings("postgresql", "127.0.0.1", port, database, USER, new Secret(USER), Map.of());
    }
}

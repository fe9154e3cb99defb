package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.dialect.Dialect;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.settings.Secret;
import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectingTest {
    private static final TestPostgres POSTGRES = TestPostgres.createDatabase();
    private static final String SECRET = "s3cret-tulip";

    @BeforeAll
    static void createUsers() throws Exception {
        POSTGRES.execute(
                "CREATE ROLE careful LOGIN PASSWORD 'right'",
                "CREATE ROLE barred LOGIN",
                "CREATE ROLE crowded LOGIN CONNECTION LIMIT 0");
        Path accessFile = Path.of(ask("SHOW hba_file"));
        String rules = Files.readString(accessFile);
        Files.writeString(
                accessFile,
                "host all careful 127.0.0.1/32 scram-sha-256\nhost all barred 127.0.0.1/32 reject\n" + rules);
        ask("SELECT pg_reload_conf()");
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Dialect.class))
                .filteredOn(dialect -> dialect.name().equals("postgresql"))
                .hasSize(1);
    }

    @Test
    void tellsTheServersVersion() throws SQLException {
        try (Source source = Source.of(POSTGRES)) {
            assertThat(source.database().serverVersion()).isEqualTo("PostgreSQL " + ask("SHOW server_version"));
        }
    }

    @Test
    void refusesAHostThatIsNotKnown() {
        assertFails(
                to("no-such-host.invalid", POSTGRES.port(), POSTGRES.database(), "postgres", Map.of()),
                false,
                "no-such-host.invalid:%d/%s: the host \"no-such-host.invalid\" is not known. Check database.host"
                        .formatted(POSTGRES.port(), POSTGRES.database()));
    }

    @Test
    void tellsThatNothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertFails(
                to("127.0.0.1", port, "db", "postgres", Map.of()),
                true,
                "127.0.0.1:%d/db: nothing accepts connections there. Check database.host and database.port, and that the server runs and listens on TCP"
                        .formatted(port));
    }

    @Test
    void tellsThatNobodyAnswers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFails(
                    to("127.0.0.1", silent.getLocalPort(), "db", "postgres", Map.of("loginTimeout", "1")),
                    true,
                    "127.0.0.1:%d/db: no answer in time. Check database.host and database.port, the network and its firewalls"
                            .formatted(silent.getLocalPort()));
        }
    }

    @Test
    void refusesAWrongPassword() {
        assertFails(
                to("127.0.0.1", POSTGRES.port(), POSTGRES.database(), "careful", Map.of()),
                false,
                address()
                        + ": the server refused user \"careful\" with this password. Check database.username and database.password");
    }

    @Test
    void refusesAUserThatMayNotConnect() {
        assertThatThrownBy(to("127.0.0.1", POSTGRES.port(), POSTGRES.database(), "barred", Map.of()))
                .hasMessageStartingWith(address() + ": the server does not let user \"barred\" in: pg_hba.conf rejects")
                .hasMessageEndingWith(". Check database.username and the server's pg_hba.conf");
    }

    @Test
    void refusesADatabaseThatDoesNotExist() {
        assertFails(
                to("127.0.0.1", POSTGRES.port(), "nowhere", "postgres", Map.of()),
                false,
                "127.0.0.1:%d/nowhere: there is no database \"nowhere\". Check database.database"
                        .formatted(POSTGRES.port()));
    }

    @Test
    void tellsThatThereAreTooManyConnections() {
        assertFails(
                to("127.0.0.1", POSTGRES.port(), POSTGRES.database(), "crowded", Map.of()),
                true,
                address()
                        + ": the server has no connection left: too many connections for role \"crowded\". Lower threading.max_concurrent_chunks or raise the server's max_connections");
    }

    @Test
    void refusesADriverPropertyThatDoesNotExist() {
        assertThatThrownBy(to("127.0.0.1", POSTGRES.port(), POSTGRES.database(), "postgres", Map.of("sslmod", "x")))
                .isInstanceOfSatisfying(DromedaryException.class, failure -> assertThat(failure.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage(
                        address()
                                + ": the driver refuses the property \"sslmod\": Unsupported property name: sslmod. Check database.properties");
    }

    @Test
    void passesPropertiesToTheDriver() {
        assertThatThrownBy(
                        to("127.0.0.1", POSTGRES.port(), POSTGRES.database(), "postgres", Map.of("sslmode", "require")))
                .hasMessage(address() + ": The server does not support SSL");
    }

    @Test
    void namesItselfToTheServer() throws SQLException {
        try (Source source = Source.of(POSTGRES)) {
            assertThat(source.database().listTables()).isEmpty();
            assertThat(ask("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dromedary'"
                            + " AND datname = current_database()"))
                    .isEqualTo("1");
        }
    }

    private static void assertFails(ThrowingCallable connecting, boolean retryable, String message) {
        assertThatThrownBy(connecting).hasMessage(message).isInstanceOfSatisfying(DromedaryException.class, failure -> {
            assertThat(failure.category()).isEqualTo(FailureCategory.SOURCE);
            assertThat(failure.isRetryable()).isEqualTo(retryable);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(SECRET);
            }
        });
    }

    private static ThrowingCallable to(
            String host, int port, String database, String user, Map<String, String> properties) {
        return () -> Source.of(new ConnectionSettings(
                        "postgresql", host, port, database, user, new Secret(SECRET), properties))
                .close();
    }

    private static String address() {
        return POSTGRES.settings().address();
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

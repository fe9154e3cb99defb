package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks TLS, with a certificate of its own. */
class EncryptedConnectionTest {
    private static final String PASSWORD = "changeit";

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        createCertificate(directory);
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        execute(
                "ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(directory.resolve("server.crt")),
                "ALTER SYSTEM SET ssl_key_file = '%s'".formatted(directory.resolve("server.key")),
                "ALTER SYSTEM SET ssl = on",
                "SELECT pg_reload_conf()",
                "CREATE TABLE numbers AS SELECT i AS id, repeat('x', i % 50) AS text FROM generate_series(1, 50000) AS i");
        awaitEncryption();
    }

    /** The server takes up its settings a moment after it was told. */
    private static void awaitEncryption() throws SQLException, InterruptedException {
        for (int i = 0; i < 100 && connect("prefer").tap() != null; i++) {
            Thread.sleep(20);
        }
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void isSeenByTheTap() throws SQLException {
        assertThat(connect("require").tap()).isNull();
        assertThat(connect("prefer").tap()).isNull();
        assertThat(connect("disable").tap()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "prefer", "allow", "disable"})
    void givesTheSameRows(String sslMode) {
        try (Source source = Source.of(settings(sslMode))) {
            List<List<String>> rows = source.read("numbers");
            assertThat(rows).hasSize(50_000);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i)).isEqualTo(List.of(Integer.toString(i + 1), "x".repeat((i + 1) % 50)));
            }
        }
    }

    private static Connector.Tapped connect(String sslMode) throws SQLException {
        ConnectionSettings settings = settings(sslMode);
        Connector.Tapped tapped = new Connector(settings, new Failures(settings)).connectTapped();
        tapped.connection().close();
        return tapped;
    }

    private static ConnectionSettings settings(String sslMode) {
        return new ConnectionSettings(
                "postgresql",
                "127.0.0.1",
                server.getPort(),
                "postgres",
                "postgres",
                new Secret(""),
                Map.of("sslmode", sslMode));
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void createCertificate(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("server", PASSWORD.toCharArray());
        write(
                directory,
                "server.crt",
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        write(directory, "server.key", "PRIVATE KEY", key.getEncoded());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    private static void write(Path directory, String name, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Path file = directory.resolve(name);
        Files.writeString(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, text));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}

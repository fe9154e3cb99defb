package io.dromedary.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final S3Settings S3 = new S3Settings(
            "http://s3.local",
            "eu-1",
            true,
            "A",
            "B",
            "C",
            S3Settings.ConditionalPut.ASSUME,
            new S3Settings.Uploads(13, 64, Path.of("/srv/parts"), 16, 5));

    private static final LedgerSettings LEDGER =
            new LedgerSettings("jdbc:postgresql://db/ledger", "clerk", LedgerSettings.NO_PASSWORD, 14, 15);

    @TempDir
    private Path home;

    @AfterEach
    void clear() {
        System.clearProperty("dromedary.chunk-retries");
        System.clearProperty("dromedary.connection.warehouse.password");
    }

    @Test
    void withoutAFileEverythingHasItsDefault() {
        assertThat(Settings.load(home))
                .isEqualTo(new Settings(
                        3,
                        1000,
                        2,
                        12,
                        16,
                        100_000,
                        1000,
                        Path.of("jobs"),
                        Path.of("inbox"),
                        2000,
                        30,
                        S3Settings.DEFAULT,
                        LedgerSettings.DEFAULT));
    }

    @Test
    void everySettingIsRead() throws IOException {
        write("""
                dromedary.chunk-retries=4
                dromedary.chunk-retry-delay-millis=5
                dromedary.chunk-retry-multiplier=6
                dromedary.table-pool-size=7
                dromedary.chunk-pool-size=8
                dromedary.portable-batch-rows=9
                dromedary.portable-fetch-rows=10
                dromedary.jobs-directory=/srv/jobs
                dromedary.inbox-directory=/srv/inbox
                dromedary.drop-folder-min-age-millis=11
                dromedary.shutdown-timeout-seconds=12
                dromedary.s3.endpoint=http://s3.local
                dromedary.s3.region=eu-1
                dromedary.s3.path-style=true
                dromedary.s3.access-key-env=A
                dromedary.s3.secret-key-env=B
                dromedary.s3.session-token-env=C
                dromedary.s3.conditional-put=assume
                dromedary.s3.upload-threads=13
                dromedary.s3.staging-megabytes=64
                dromedary.s3.staging-directory=/srv/parts
                dromedary.s3.lease-minutes=16
                dromedary.s3.attempts=5
                dromedary.ledger.url=jdbc:postgresql://db/ledger
                dromedary.ledger.username=clerk
                dromedary.ledger.keep-days=14
                dromedary.ledger.keep-jobs=15
                camel.main.name=other
                """);

        assertThat(Settings.load(home))
                .isEqualTo(new Settings(
                        4, 5, 6, 7, 8, 9, 10, Path.of("/srv/jobs"), Path.of("/srv/inbox"), 11, 12, S3, LEDGER));
    }

    @Test
    void theFileInTheProjectHasEverySettingWithItsDefault() throws IOException {
        Map<String, String> file = new TreeMap<>();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            var properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().forEach(name -> file.put(name, properties.getProperty(name)));
        }

        assertThat(file.keySet()).containsExactlyElementsOf(Settings.names());
        assertThat(file).isEqualTo(new HashMap<>(Settings.load(home).asProperties()));
    }

    @Test
    void thePasswordOfTheLedgerIsReadAndNotPassedOn() throws IOException {
        Path secret = Files.writeString(home.resolve("secret"), "s3cret\n");
        write("dromedary.ledger.password=${file:%s}\n".formatted(secret));
        Settings settings = Settings.load(home);

        settings.ledger().password().reveal(text -> assertThat(text).isEqualTo("s3cret"));
        assertThat(settings.toString() + settings.asProperties()).doesNotContain("s3cret");
    }

    @Test
    void aLedgerIsAFileOrAPostgresql() throws IOException {
        for (String wrong : List.of("jdbc:mysql://db/ledger", "ledger;INIT=x", "")) {
            write("dromedary.ledger.url=%s\n".formatted(wrong));

            assertThatThrownBy(() -> Settings.load(home))
                    .hasMessageContaining("dromedary.ledger.url: has to be the path of a file, "
                            + "jdbc:postgresql://host/database, or off.");
        }
    }

    @Test
    void everySettingOfTheFileHasAComment() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("application.properties"));
        for (String name : Settings.names()) {
            int line = lines.indexOf(lines.stream()
                    .filter(text -> text.startsWith(name + "="))
                    .findFirst()
                    .orElseThrow());
            // Neighbours may share one.
            while (lines.get(line).startsWith("dromedary.")) {
                line--;
            }
            assertThat(lines.get(line)).as(name).startsWith("# ");
        }
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        Path file = write("""
                dromedary.chunk-retrys=4
                dromedary.banana=1
                dromedary.table-pool-size=many
                dromedary.chunk-pool-size=0
                """);

        assertThatThrownBy(() -> Settings.load(home))
                .isInstanceOfSatisfying(DromedaryException.class, e -> assertThat(e.category())
                        .isEqualTo(FailureCategory.CONFIGURATION))
                .hasMessage("""
                        %s has 4 problems:
                          dromedary.banana: is no known setting.
                          dromedary.chunk-retrys: is no known setting; did you mean dromedary.chunk-retries?
                          dromedary.table-pool-size: has to be a whole number from 1 to 1000 but is "many".
                          dromedary.chunk-pool-size: has to be a whole number from 1 to 1000 but is "0".""".formatted(file));
    }

    @Test
    void aSystemPropertyWinsOverTheFile() throws IOException {
        write("dromedary.chunk-retries=4\n");
        System.setProperty("dromedary.chunk-retries", " 9 ");

        assertThat(Settings.load(home).chunkRetries()).isEqualTo(9);
    }

    @Test
    void anEnvironmentVariableIsNamedAfterItsSetting() {
        assertThat(PropertyFile.variable("dromedary.chunk-retry-delay-millis"))
                .isEqualTo("DROMEDARY_CHUNK_RETRY_DELAY_MILLIS");
        assertThat(PropertyFile.read(home).find("path"))
                .contains(System.getenv("PATH").strip());
    }

    @Test
    void aFileThatIsNoPropertiesIsRefused() throws IOException {
        write("dromedary.jobs-directory=\\u00zz\n");

        assertThatThrownBy(() -> Settings.load(home))
                .isInstanceOf(DromedaryException.class)
                .hasMessageContaining("application.properties cannot be read: Malformed \\uxxxx encoding.");
    }

    @Test
    void connectionsAreFoundByNameWithTheirValues() throws IOException {
        write("""
                dromedary.connection.warehouse.host=db
                dromedary.connection.warehouse.properties.sslmode=require
                dromedary.connection.lake.url=jdbc:h2:mem:x
                """);
        System.setProperty("dromedary.connection.warehouse.password", "s3cret");
        NamedConnections connections = NamedConnections.load(home);
        var problems = new Problems("job");

        assertThat(Settings.load(home).chunkRetries()).isEqualTo(3);
        assertThat(connections.names()).containsExactly("lake", "warehouse");
        assertThat(connections.find("gone", problems)).isEmpty();
        Section section = connections.find("warehouse", problems).orElseThrow();
        assertThat(section.text("host")).isEqualTo("db");
        assertThat(section.textsByName("properties")).isEqualTo(Map.of("sslmode", "require"));
        section.secret("password").reveal(text -> assertThat(text).isEqualTo("s3cret"));
        section.finish();
        problems.orThrow();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(home.resolve("application.properties"), text);
    }
}

package io.dromedary.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.dialect.ConnectionSettings;
import io.dromedary.settings.NamedConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseReaderTest {
    private static final String NO_URL = "database.url has to look like postgresql://user:password@host:port/database; "
            + "in its parts, write the characters @ : / ? # % as %40 %3A %2F %3F %23 %25.";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(textBlock = """
            postgresql://etl:pw@db:6432/shop,              postgresql db:6432/shop as etl, pw
            postgres://etl@db/shop,                        postgresql db:5432/shop as etl, ''
            postgresql://etl:@db/shop,                     postgresql db:5432/shop as etl, ''
            postgresql://e%40x:p%3Aw%2F%25@db/my%20shop,   postgresql db:5432/my shop as e@x, p:w/%
            postgresql://etl:a+b@my_container/shop,        postgresql my_container:5432/shop as etl, a+b
            postgresql://etl:pw@[::1]:5433/shop,           postgresql [::1]:5433/shop as etl, pw
            postgresql://etl:pw@10.0.0.1/größe,            postgresql 10.0.0.1:5432/größe as etl, pw
            """)
    void urlsAreReadAsLibpqReadsThem(String url, String settings, String password) {
        ConnectionSettings database = database("{url: '%s'}".formatted(url));

        assertThat(database).hasToString(settings);
        database.password().reveal(text -> assertThat(text).isEqualTo(password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db/",
                "postgresql://u:hunter2@/shop",
                "postgresql://u:hunter2@db:0/shop",
                "postgresql://u:hunter2@db:65536/shop",
                "postgresql://u:hunter2@db:x/shop",
                "postgresql://u:hunter2@db/a/b",
                "postgresql://u:hunter2@b@db/shop",
                "postgresql://u:hunter2%zz@db/shop",
                "postgresql://u:hunter2@db/shop?sslmode",
                "mysql://u:hunter2@db/shop",
                "u:hunter2@db/shop",
                "hunter2"
            })
    void whatIsNoUrlIsToldWithoutItsText(String url) {
        assertThatThrownBy(() -> database("{url: '%s', username: u}".formatted(url)))
                .hasMessage("job.yaml has 1 problem:%n  job.yaml:1:17: %s".formatted(NO_URL));
    }

    @Test
    void propertiesOfTheJobWinOverThoseOfTheUrl() {
        assertThat(database("{url: 'postgresql://u@db/d?sslmode=require&o=a%3Db', properties: {sslmode: disable}}")
                        .properties())
                .isEqualTo(Map.of("sslmode", "disable", "o", "a=b"));
    }

    @Test
    void usernameAndPasswordBesideTheUrlWin() {
        ConnectionSettings database = database("{url: 'postgresql://u:p@db/d', username: other, password: secret}");

        assertThat(database.username()).isEqualTo("other");
        database.password().reveal(text -> assertThat(text).isEqualTo("secret"));
    }

    @Test
    void aUrlHasNoPartsBesideIt() {
        assertThatThrownBy(() -> database("{url: 'postgresql://db/d', host: h, port: 1, database: d}"))
                .hasMessage("""
                        job.yaml has 4 problems:
                          job.yaml:1:44: database.host cannot stand beside url; keep one of the two.
                          job.yaml:1:53: database.port cannot stand beside url; keep one of the two.
                          job.yaml:1:66: database.database cannot stand beside url; keep one of the two.
                          job.yaml:1:11: database.username is missing, and url names no user.""");
    }

    @Test
    void otherDatabasesAreReadThroughJdbc() {
        ConnectionSettings database = database("{url: 'jdbc:h2:mem:x', username: sa, password: p}");

        assertThat(database).hasToString("jdbc jdbc:h2:mem:x as sa");
        assertThat(database("{type: jdbc, url: 'jdbc:h2:mem:x'}").username()).isEmpty();
    }

    @Test
    void jdbcNeedsItsUrlWithoutAPassword() {
        assertThatThrownBy(() -> database("{type: jdbc}")).hasMessageContaining("database.url is missing.");
        assertThatThrownBy(() -> database("{type: jdbc, url: 'postgresql://db/d'}"))
                .hasMessageContaining("database.url has to start with jdbc: for type jdbc.");
        assertThatThrownBy(() -> database("{url: 'jdbc:postgresql://db/d?user=u&password=hunter2'}"))
                .hasMessageContaining("database.url has a password in it; give it as password, which is never printed.")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aNamedConnectionIsReadAsIfItStoodInTheJob() throws IOException {
        name("""
                dromedary.connection.warehouse.host=wh
                dromedary.connection.warehouse.database=dw
                dromedary.connection.warehouse.username=etl
                dromedary.connection.warehouse.password=s3cret
                dromedary.connection.warehouse.properties.sslmode=require
                dromedary.connection.lake.url=postgresql://u:p@lake/l
                """);

        ConnectionSettings warehouse = read("connection: warehouse\n").database();
        assertThat(warehouse).hasToString("postgresql wh:5432/dw as etl");
        assertThat(warehouse.properties()).isEqualTo(Map.of("sslmode", "require"));
        warehouse.password().reveal(text -> assertThat(text).isEqualTo("s3cret"));
        assertThat(read("connection: lake\n").database()).hasToString("postgresql lake:5432/l as u");
    }

    @Test
    void aNameThatIsNotThereIsToldWithTheNearest() throws IOException {
        name("dromedary.connection.warehouse.host=wh\n");

        assertThatThrownBy(() -> read("connection: warehosue\n")).hasMessage("""
                job.yaml has 1 problem:
                  job.yaml:1:13: connection is "warehosue", which application.properties does not have; \
                did you mean warehouse?""");
        assertThatThrownBy(() -> read("connection: x\n"))
                .hasMessageContaining("its properties are named dromedary.connection.<name>.host and so on.");
    }

    @Test
    void theProblemsOfANamedConnectionAreToldWhereItIs() throws IOException {
        Path file = name("""
                dromedary.connection.warehouse.hots=wh
                dromedary.connection.warehouse.database=dw
                dromedary.connection.warehouse.port=many
                """);

        assertThatThrownBy(() -> read("connection: warehouse\n")).hasMessage("""
                job.yaml has 3 problems:
                  %1$s: dromedary.connection.warehouse.port has to be a whole number from 1 to 65535 but is "many".
                  %1$s: dromedary.connection.warehouse.username is missing.
                  %1$s: dromedary.connection.warehouse.hots is no known key; did you mean host?""".formatted(file));
    }

    @Test
    void aConnectionAndADatabaseAreOneTooMany() {
        assertThatThrownBy(() -> read("connection: x\ndatabase: {database: d, username: u}\n"))
                .hasMessage("""
                        job.yaml has 1 problem:
                          job.yaml:1:13: connection cannot stand beside database; keep one of the two.""");
    }

    private Path name(String text) throws IOException {
        return Files.writeString(home.resolve("application.properties"), text);
    }

    private ConnectionSettings database(String section) {
        return read("database: " + section + "\n").database();
    }

    private ExportRequest read(String text) {
        return new ExportRequestReader(home, NamedConnections.load(home))
                .read("job.yaml", text + "tables: [{table: t}]\n", Map.of());
    }
}

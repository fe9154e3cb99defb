package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Exports from H2 through the portable route. */
@Timeout(120)
class PortableExportIT {
    private static final String URL = "jdbc:h2:mem:portable";
    private static Connection h2;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() throws SQLException {
        h2 = DriverManager.getConnection(URL, "sa", "secret");
        execute("""
                CREATE TABLE kinds (
                  id int PRIMARY KEY, b boolean, ti tinyint, si smallint, bi bigint, r real, d double precision,
                  n9 decimal(9,2), n18 numeric(18,4), n38 decimal(38,10), c char(3), v varchar(50), t clob,
                  bin varbinary(10), lob blob, da date, tm time(6), ts timestamp(6),
                  tz timestamp(6) with time zone, u uuid, j json)""", "INSERT INTO kinds (id) VALUES (1)", """
                INSERT INTO kinds VALUES (2, true, 127, -32768, -9223372036854775808, 1.5, 1e300,
                  -9999999.99, 99999999999999.9999, -9999999999999999999999999999.9999999999, 'ab', 'it''s', 'grüße',
                  x'00ff', x'0102', date '1969-12-31', time '23:59:59.999999', timestamp '1582-10-04 00:00:00.000001',
                  timestamp with time zone '2024-03-31 02:30:00.5+02:00', uuid '01234567-89ab-cdef-0123-456789abcdef',
                  json '{"a":[1,null]}')""", """
                INSERT INTO kinds VALUES (3, false, -128, 32767, 9223372036854775807, -0.0, 'NaN', 0, 0, 0.0000000001,
                  '', '', '', x'', x'', date '9999-12-31', time '00:00:00', timestamp '2024-03-31 02:30:00',
                  timestamp with time zone '1900-01-01 00:00:00-12:00', uuid '00000000-0000-0000-0000-000000000000',
                  json 'null')""");
    }

    @AfterAll
    static void close() throws SQLException {
        h2.close();
    }

    private static void execute(String... statements) throws SQLException {
        try (Statement statement = h2.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void carriesEveryType() throws IOException {
        Outcome outcome = Cli.run(
                "run",
                "--quiet",
                job().entry(Map.of("schema", "PUBLIC", "table", "KINDS")).write());

        assertThat(outcome.err()).isEmpty();
        System.out.println(DuckDb.query("select * from " + DuckDb.files(directory.resolve("exports/PUBLIC_KINDS"))));
        System.out.println(
                DuckDb.query("describe select * from " + DuckDb.files(directory.resolve("exports/PUBLIC_KINDS"))));
        System.out.println(Files.readString(directory.resolve("exports/PUBLIC_KINDS/_export_metadata.json")));
    }

    private JobFile job() {
        return new JobFile(directory, URL, "sa", "secret");
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.it.Cli.Outcome;
import io.dromedary.testing.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every format, from the command line to a real PostgreSQL. */
class LoadFormatsIT {
    private static final TestPostgres DATABASE = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    private static Outcome load(String table, Object file, String... settings) {
        List<Object> arguments = new ArrayList<>(List.of("load", file, "--into", table, "--database", url(DATABASE)));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", "import_settings." + setting));
        }
        return Cli.run(arguments.toArray());
    }

    private static String url(TestPostgres database) {
        return "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(database.port(), database.database());
    }

    private static void assertLoaded(Outcome outcome, long rows) {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains(": %,d rows into".formatted(rows));
    }

    private static String rows(String table) {
        return DATABASE.queryText(
                "SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM %s AS t".formatted(table));
    }

    private Path workbook() throws IOException {
        Path file = directory.resolve("book.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "test", "1.0")) {
            for (String name : List.of("North", "South")) {
                Worksheet sheet = workbook.newWorksheet(name);
                List<String> header = List.of("id", "code", "price", "sold");
                for (int i = 0; i < header.size(); i++) {
                    sheet.value(0, i, header.get(i));
                }
                int first = name.equals("North") ? 1 : 3;
                sheet.value(1, 0, first);
                sheet.value(1, 1, "007");
                sheet.value(1, 2, 1234.1);
                sheet.style(1, 2).format("#,##0.00").set();
                sheet.value(1, 3, LocalDateTime.of(2024, 2, 29, 12, 0));
                sheet.style(1, 3).format("yyyy-MM-dd HH:mm").set();
                sheet.value(2, 0, first + 1);
                sheet.value(2, 1, name.equals("South") ? "too long" : "b");
            }
        }
        return file;
    }

    @Test
    void loadsTheSheetsOfAWorkbook() throws IOException {
        DATABASE.execute(
                "CREATE TABLE sold (id int PRIMARY KEY, code varchar(3), price numeric(10,2), sold timestamp)");
        Path file = workbook();

        Outcome failed = load("sold", file);
        assertThat(failed.err())
                .contains("book.xlsx: sheet \"South\": line 3, column \"code\": value too long for"
                        + " type character varying(3)");
        assertThat(rows("sold")).isEmpty();

        assertLoaded(load("sold", file, "on_error=reject"), 3);
        assertThat(rows("sold")).isEqualTo("""
                        (1,007,1234.10,"2024-02-29 12:00:00")
                        (2,b,,)
                        (3,007,1234.10,"2024-02-29 12:00:00")""");
        assertThat(directory.resolve("book.xlsx.rejected")).hasContent("id,code,price,sold\n4,too long,,\n");
        assertThat(directory.resolve("book.xlsx.reasons.csv"))
                .content()
                .contains("1,3,3,\"code\",22001,\"sheet \"\"South\"\": value too long");
    }

    @Test
    void loadsObjects() throws IOException {
        DATABASE.execute("CREATE TABLE objects (id numeric, name text, more jsonb)");
        Path file = directory.resolve("objects.ndjson");
        Files.writeString(file, """
                {"id": 1.50, "name": "a\\nb", "more": {"x": [1, 2]}}
                {"id": 2
                {"name": null, "id": 3e2}
                """);

        assertLoaded(load("objects", file, "on_error=reject"), 2);

        assertThat(rows("objects")).isEqualTo("(1.50,\"a\nb\",\"{\"\"x\"\": [1, 2]}\")\n(300,,)");
        assertThat(directory.resolve("objects.ndjson.rejected")).hasContent("{\"id\": 2\n");
        assertThat(directory.resolve("objects.ndjson.reasons.csv"))
                .content()
                .contains("22P04,\"it is no JSON object: Unexpected end-of-input");
    }

    @Test
    void loadsPackedFilesByAPatternAndFromStandardInput() throws IOException {
        DATABASE.execute("CREATE TABLE packed (id int, name text)");
        for (int i = 1; i <= 2; i++) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(i + ".csv.gz")))) {
                out.write("id,name\n%d,caf\u00e9\n".formatted(i).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        assertLoaded(load("packed", directory.resolve("*.csv.gz"), "encoding=windows-1252"), 1);

        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(directory.resolve("1.csv.gz"))));
            assertLoaded(load("packed", "-", "encoding=windows-1252", "force=true"), 1);
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(workbookOf("id", "name"))));
            assertLoaded(load("packed", "-"), 1);
        } finally {
            System.setIn(before);
        }

        assertThat(rows("packed")).isEqualTo("(1,caf\u00e9)\n(1,caf\u00e9)\n(2,caf\u00e9)\n(7,8)");
        assertThat(load("packed", "-", "atomic=batch").err())
                .contains("-: atomic is batch, which is possible for CSV files only, packed by themselves or not");
    }

    private Path workbookOf(String... header) throws IOException {
        Path file = directory.resolve("small.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("S");
            for (int i = 0; i < header.length; i++) {
                sheet.value(0, i, header[i]);
                sheet.value(1, i, 7 + i);
            }
        }
        return file;
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        DATABASE.execute("CREATE TABLE texts (id text, n int)");
        Path file = directory.resolve("a.csv");
        Files.write(file, new byte[] {'i', 'd', '\n', 'a', 0, '\n', (byte) 0xFF, '\n', 'b', '\n'});

        assertLoaded(load("texts", file, "on_error=reject"), 1);
        assertThat(directory.resolve("a.csv.reasons.csv"))
                .content()
                .contains("1,2,3,\"id\",22021,\"invalid byte sequence for encoding", "2,3,6,\"id\",22021,");
        assertLoaded(load("texts", file, "invalid_text=replace", "nul_bytes=remove"), 3);
        assertThat(rows("texts")).isEqualTo("(a,)\n(b,)\n(b,)\n(\uFFFD,)");
    }

    @Test
    void loadsParquetFilesOfAnotherWriter() throws SQLException {
        Path file = directory.resolve("foreign.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("""
                    COPY (SELECT * FROM (VALUES
                      (1::UINTEGER, 1.50::DECIMAL(38,2), DATE '0044-03-15 (BC)', TIMESTAMP '2024-02-29 12:00:00.000001',
                       TIMESTAMP_NS '2024-02-29 12:00:00.123456',
                       TIMESTAMPTZ '2024-02-29 12:00:00+00', TIME '23:59:59.5',
                       UUID 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a"\\é', '\\x00\\xFF'::BLOB,
                       true, 1e300::DOUBLE, 'nan'::FLOAT,
                       INTERVAL '14 months 3 days 1.5 seconds', [1, NULL, 3], ['a,b', NULL, '',
                       'null', '"'], {'a': 1, 'b': 'x y'},
                       MAP {'k': 'v"', 'l': NULL}, '{"a": 1}'::JSON, [[1],[2]], 18446744073709551615::UBIGINT, ''),
                      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                      NULL, NULL, NULL, NULL, NULL,
                       NULL, NULL, NULL, NULL, NULL)
                    ) t(u, d, day, ts, ns, tz, tm, id, txt, bytes, flag, dbl, flt, iv, ints, texts,
                    pair, map, js, nested, big, empty))
                    TO '%s' (FORMAT parquet, CODEC 'zstd')""".formatted(file));
        }
        DATABASE.execute(
                "CREATE EXTENSION IF NOT EXISTS hstore",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE TABLE foreigner (u bigint, d numeric, day date, ts timestamp, ns timestamp,"
                        + " tz timestamptz, tm time,"
                        + " id uuid, txt text, bytes bytea, flag bool, dbl float8, flt real, iv interval, ints int[],"
                        + " texts text[], pair pair, map hstore, js jsonb, nested int[], big numeric, empty text)");

        assertLoaded(load("foreigner", file), 2);

        assertThat(DATABASE.queryText("SELECT string_agg(t::text, E'\\n' ORDER BY u) FROM foreigner t"))
                .isEqualTo("(1,1.50,\"0044-03-15 BC\",\"2024-02-29 12:00:00.000001\",\"2024-02-29 12:00:00.123456\","
                        + "\"2024-02-29 12:00:00+00\",23:59:59.5,a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,"
                        + "\"a\"\"\\\\é\",\"\\\\x00ff\",t,1e+300,NaN,\"1 year 2 mons 3 days 00:00:01.5\","
                        + "\"{1,NULL,3}\",\"{\"\"a,b\"\",NULL,\"\"\"\",\"\"null\"\",\"\"\\\\\"\"\"\"}\","
                        + "\"(1,\"\"x y\"\")\",\"\"\"k\"\"=>\"\"v\\\\\"\"\"\", \"\"l\"\"=>NULL\","
                        + "\"{\"\"a\"\": 1}\",\"{{1},{2}}\",18446744073709551615,\"\")\n"
                        + "(,,,,,,,,,,,,,,,,,,,,,)");
    }

    @Test
    void refusesNanosecondsThatWouldBeLost() throws SQLException, IOException {
        Path file = directory.resolve("nanos.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT TIMESTAMP_NS '2024-02-29 12:00:00.123456789' AS ns) TO '%s' (FORMAT parquet)"
                            .formatted(file));
        }
        DATABASE.execute("CREATE TABLE nanos (ns timestamp)");

        assertThat(load("nanos", file).err())
                .contains("nanos.parquet: line 1: a time has nanoseconds, which PostgreSQL has no"
                        + " place for. Write the file with"
                        + " microseconds to round them (22P04)");

        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(load("nanos", file).err()).contains("nanos.parquet");
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.dromedary.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;

/** CSV against PostgreSQL: what it writes itself, and what it reads of ours. */
class CsvIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        GeneratedTypes.createTable(DB, 2_000, 3_000);
        DB.execute("CREATE TABLE odd (id int, t text, n numeric, a int[], p point, c character(3), r int4range)", """
                INSERT INTO odd VALUES
                  (1, '', 1.50, '{1,NULL,3}', '(1,2)', 'a', '[1,5)'),
                  (2, NULL, 'NaN', NULL, NULL, NULL, NULL),
                  (3, 'comma, "quote"', 1e30, '{{1,2},{3,4}}', '(0,-0.5)', '"', 'empty'),
                  (4, E'line\\r\\nbreak', -0.000, '{}', '(1e300,1)', 'ä', '(,)'),
                  (5, '\\.', 0.1, '[5:6]={1,2}', '(1,2)', E'\\n', '[1,)'),
                  (6, ' blank ', 123456789012345678901234567890.123, '{7}', '(1,2)', '   ', '(,3)'),
                  (7, 'NULL', 0, NULL, NULL, 'x', NULL)""");
    }

    @Test
    void everyTypeIsWrittenAsPostgresqlWritesIt() throws Exception {
        run(job().setting("csv", Map.of("line_end", "lf")).table("all_types"));

        assertThat(lines(text("all_types"))).isEqualTo(lines(copied("SELECT * FROM all_types", "HEADER")));
    }

    @ParameterizedTest
    @CsvSource({"none, crlf", "gzip, lf", "zstd:1, crlf"})
    void everyTypeIsReadBackByPostgresql(String compression, String lineEnd) throws Exception {
        run(job().setting("compression", compression)
                .setting("csv", Map.of("line_end", lineEnd))
                .setting("chunk_size", 1_000)
                .table("all_types"));

        assertThat(readBack("all_types", "HEADER")).isEqualTo("0 0 3000");
    }

    @Test
    void listsRangesAndOddTextsAreReadBackByPostgresql() throws Exception {
        run(job().table("odd"));
        assertThat(readBack("odd", "HEADER")).isEqualTo("0 0 7");

        run(job().setting("conflict_resolution", "overwrite")
                .setting("csv", Map.of("header", false, "null_text", "NULL", "delimiter", ";"))
                .table("odd"));
        assertThat(text("odd")).startsWith("1;\"\";1.50;{1,NULL,3};").contains("7;\"NULL\";0;NULL;NULL;x  ;NULL\r\n");
        assertThat(readBack("odd", "NULL 'NULL', DELIMITER ';'")).isEqualTo("0 0 7");
    }

    @Test
    void aTableWithoutRowsIsItsHeader() throws Exception {
        DB.execute("CREATE TABLE nothing (id int, \"a,b\" text)");

        run(job().table("nothing"));

        assertThat(text("nothing")).isEqualTo("id,\"a,b\"\r\n");
    }

    @Test
    void aChangedFileIsFoundByVerify() throws Exception {
        run(job().setting("compression", "gzip").table("odd"));
        Path file = directory.resolve("exports/public_odd/part_0001.csv.gz");
        assertThat(Cli.run("verify", directory.resolve("exports")).exitCode()).isZero();

        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        Cli.Outcome outcome = Cli.run("verify", directory.resolve("exports"));
        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out() + outcome.err()).contains("part_0001.csv.gz has another content than was written");
    }

    private JobFile job() {
        return new JobFile(directory, DB).setting("format", "csv");
    }

    private static void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** What the files of a table have, decompressed, one after another. */
    private InputStream files(String table) throws IOException {
        List<InputStream> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(directory.resolve("exports/public_" + table))) {
            for (Path path : paths.filter(path -> path.toString().contains(".csv"))
                    .sorted()
                    .toList()) {
                InputStream in = Files.newInputStream(path);
                String name = path.toString();
                files.add(
                        name.endsWith(".gz")
                                ? new GZIPInputStream(in)
                                : name.endsWith(".zst") ? new ZstdInputStream(in) : in);
            }
        }
        return new SequenceInputStream(Collections.enumeration(files));
    }

    private String text(String table) throws IOException {
        try (InputStream in = files(table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String copied(String query, String options) throws Exception {
        var out = new ByteArrayOutputStream();
        try (Connection connection = DB.connect()) {
            connection.createStatement().execute("SET TimeZone = 'UTC'");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (%s) TO STDOUT (FORMAT csv, %s)".formatted(query, options), out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Rows that only one of the two has, and how many ours has. */
    private String readBack(String table, String options) throws Exception {
        DB.execute("DROP TABLE IF EXISTS back", "CREATE TABLE back (LIKE %s)".formatted(table));
        try (Connection connection = DB.connect();
                Stream<Path> paths = Files.list(directory.resolve("exports/public_" + table))) {
            for (Path path : paths.filter(path -> path.toString().contains(".csv"))
                    .sorted()
                    .toList()) {
                try (InputStream in = decompressed(path)) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("COPY back FROM STDIN (FORMAT csv, %s)".formatted(options), in);
                }
            }
        }
        String rows = "SELECT t::text FROM %s AS t";
        String ours = rows.formatted("back");
        String theirs = rows.formatted(table);
        return DB.queryText(
                "SELECT concat_ws(' ', (SELECT count(*) FROM (%1$s EXCEPT ALL %2$s) AS a),".formatted(ours, theirs)
                        + " (SELECT count(*) FROM (%2$s EXCEPT ALL %1$s) AS b), (SELECT count(*) FROM back))"
                                .formatted(ours, theirs));
    }

    private static InputStream decompressed(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        String name = path.toString();
        return name.endsWith(".gz") ? new GZIPInputStream(in) : name.endsWith(".zst") ? new ZstdInputStream(in) : in;
    }
}

package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are as large as asked for. */
class FileSizesIT {
    private static final TestPostgres DB = TestPostgres.createDatabase();
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path directory;

    @BeforeAll
    static void createTables() {
        DB.execute(
                // A kilobyte in each row that cannot be compressed.
                "CREATE TABLE noise AS SELECT i AS id, decode((SELECT string_agg(md5((i * 64 + j)::text), '')"
                        + " FROM generate_series(1, 64) j), 'hex') AS body FROM generate_series(1, 10240) i",
                "ALTER TABLE noise ALTER body SET STORAGE PLAIN",
                "CREATE TABLE mixed AS SELECT i AS id, md5(i::text) AS a, i % 100 AS b, 'text ' || i % 5000 AS c,"
                        + " i * 1.5::float8 AS d, timestamp '2026-01-01' + i * interval '1 second' AS e"
                        + " FROM generate_series(1, 400000) i",
                "ANALYZE");
    }

    @Test
    void tenMegabytesAreFourFourAndTwo() throws IOException {
        run(job().setting("compression", "none").setting("max_file_size_mb", 4).table("noise"));

        List<Long> sizes = sizes("noise");
        assertThat(sizes).hasSize(3);
        assertThat(sizes.get(0)).isBetween(percent(4, 90), percent(4, 110));
        assertThat(sizes.get(1)).isBetween(percent(4, 90), percent(4, 110));
        assertThat(sizes.get(2)).isBetween(percent(2, 80), percent(2, 120));
        assertThat(DuckDb.query("select count(*), sum(id), count(distinct md5(body)) from " + files("noise")))
                .containsExactly("10240|52433920|10240");
    }

    @Test
    void aLittleMoreThanTwoFilesHoldIsNoThirdFile() throws IOException {
        run(job().setting("compression", "none")
                .setting("max_file_size_mb", 4)
                .entry(Map.of("table", "noise", "where_clause", "id <= 8400")));

        assertThat(sizes("noise")).hasSize(2).allMatch(bytes -> bytes >= percent(4, 90) && bytes <= percent(4, 110));
    }

    @ParameterizedTest
    @CsvSource({"parquet, snappy", "parquet, zstd", "parquet, none", "csv, none", "csv, gzip", "csv, zstd"})
    void everyFileButTheLastHasTheSizeWithinTenPercent(String format, String compression) throws IOException {
        run(job().setting("format", format)
                .setting("compression", compression)
                .setting("max_file_size_mb", 2)
                .table("mixed"));

        List<Long> sizes = sizes("mixed");
        assertThat(sizes).hasSizeGreaterThan(2);
        assertThat(sizes.subList(0, sizes.size() - 1))
                .allMatch(bytes -> bytes >= percent(2, 90) && bytes <= percent(2, 110), sizes.toString());
        assertThat(sizes.get(sizes.size() - 1)).isBetween(percent(2, 5), percent(2, 110));
        String read = format.equals("csv")
                ? "read_csv('%s/*.csv*', header = true)".formatted(table("mixed"))
                : files("mixed");
        assertThat(DuckDb.query("select count(*), sum(id), count(distinct a) from " + read))
                .containsExactly("400000|80000200000|400000");
    }

    @Test
    void rowsAreCounted() throws IOException {
        run(job().setting("max_rows_per_file", 3_000)
                .setting("file_name", "part-{n}")
                .table("noise"));

        assertThat(names("noise"))
                .containsExactly("part-0001.parquet", "part-0002.parquet", "part-0003.parquet", "part-0004.parquet");
        assertThat(DuckDb.query(("select count(*) from read_parquet('%s/*.parquet', filename = true) group by filename"
                                + " order by filename")
                        .formatted(table("noise"))))
                .containsExactly("3000", "3000", "3000", "1240");
    }

    @Test
    void filesOfSeveralChunksSayWhichOneTheyAreOf() throws IOException {
        run(job().setting("max_rows_per_file", 2_000)
                .setting("chunk_size", 5_120)
                .table("noise"));

        assertThat(names("noise"))
                .startsWith("part_0001_0001.parquet", "part_0001_0002.parquet", "part_0001_0003.parquet")
                .contains("part_0002_0001.parquet");
        assertThat(Cli.run("verify", directory.resolve("exports")).exitCode()).isZero();
    }

    @Test
    void sizeGoesBeforeRows() throws IOException {
        run(job().setting("max_rows_per_file", 10)
                .setting("compression", "none")
                .setting("max_file_size_mb", 100)
                .table("noise"));

        assertThat(sizes("noise")).hasSize(1);
    }

    private JobFile job() {
        return new JobFile(directory, DB);
    }

    private static void run(JobFile job) {
        Cli.Outcome outcome = Cli.run("run", "--quiet", job.write());
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    private Path table(String table) {
        return directory.resolve("exports/public_" + table);
    }

    private String files(String table) {
        return DuckDb.files(table(table));
    }

    private static long percent(int megabytes, int percent) {
        return (long) megabytes * MEGABYTE * percent / 100;
    }

    private List<String> names(String table) throws IOException {
        try (Stream<Path> files = Files.list(table(table))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private List<Long> sizes(String table) throws IOException {
        return names(table).stream()
                .map(name -> table(table).resolve(name).toFile().length())
                .toList();
    }
}

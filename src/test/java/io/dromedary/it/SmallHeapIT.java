package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to pass with the heap that the launcher gives, in a process of its own. */
class SmallHeapIT {
    /** Of the whole process, with four streams; the figure of the README. */
    private static final long RESIDENT_KIB_MAX = 512 << 10;

    @TempDir
    private Path directory;

    private final TestPostgres db = TestPostgres.createDatabase();

    @Test
    void rowsOfAMegabyte() throws Exception {
        db.execute(
                "CREATE TABLE wide (i int, t text)",
                "INSERT INTO wide SELECT i, repeat(md5(i::text), 32768) FROM generate_series(1, 800) i");

        export(job().setting("chunk_size", 100).table("wide"));

        assertThat(DuckDb.query("select count(*), sum(i), sum(length(t)) from " + files("wide")))
                .containsExactly("800|320400|" + 800L * 1024 * 1024);
    }

    @Test
    void rowsOfAMegabyteOfElements() throws Exception {
        db.execute(
                "CREATE TABLE wide (i int, numbers int[], pairs interval[])",
                "INSERT INTO wide SELECT i, (SELECT array_agg(i * n) FROM generate_series(1, 80000) n),"
                        + " (SELECT array_agg(interval '1 day' * n) FROM generate_series(1, 20000) n)"
                        + " FROM generate_series(1, 400) i");

        export(job().setting("chunk_size", 50).table("wide"));

        assertThat(DuckDb.query(
                        "select count(*), sum(i), sum(len(numbers)), sum(numbers[80000]), sum(pairs[20000].days) from "
                                + files("wide")))
                .containsExactly("400|80200|32000000|%d|8000000".formatted(80_000L * 80_200));
    }

    @Test
    void aThousandColumns() throws Exception {
        String columns = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> "c%d %s".formatted(i, i % 2 == 0 ? "int" : "text"))
                .collect(Collectors.joining(","));
        String values = IntStream.rangeClosed(1, 1000)
                .mapToObj(i -> i % 2 == 0 ? "i * " + i : "'v' || i")
                .collect(Collectors.joining(","));
        db.execute(
                "CREATE TABLE wide (%s)".formatted(columns),
                "INSERT INTO wide SELECT %s FROM generate_series(1, 20000) i".formatted(values));

        export(job().setting("chunk_size", 2500).table("wide"));

        assertThat(DuckDb.query("select count(*), count(distinct c1), sum(c1000) from " + files("wide")))
                .containsExactly("20000|20000|" + 1000L * 20000 * 20001 / 2);
    }

    @Test
    void tenTablesAtOnce() throws Exception {
        JobFile job = job().setting("chunk_size", 100_000).threads("table_threads", 10);
        for (int table = 1; table <= 10; table++) {
            db.execute(
                    "CREATE TABLE t%d AS SELECT i, md5(i::text) AS a, i * 1.5::float8 AS b, now() AS c".formatted(table)
                            + " FROM generate_series(1, 200000) i");
            job.table("t" + table);
        }

        export(job);

        for (int table = 1; table <= 10; table++) {
            assertThat(DuckDb.query("select count(*), count(distinct a) from " + files("t" + table)))
                    .containsExactly("200000|200000");
        }
    }

    @Test
    void tenThousandPartitions() throws Exception {
        db.execute(
                "CREATE TABLE many AS SELECT i::bigint AS id, (i * 7919::bigint % 10000)::int AS customer,"
                        + " md5(i::text) AS note FROM generate_series(1, 1100000) i",
                "ANALYZE many");

        export(job().entry(Map.of("table", "many", "partition_by", "customer")));

        try (Stream<Path> files = Files.walk(directory.resolve("exports/public_many"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".parquet")))
                    .hasSize(10_000);
        }
        // Reading all of them takes DuckDB longer than we have.
        String thousand = "read_parquet('%s/exports/public_many/customer=*7/*.parquet', hive_partitioning = true)";
        assertThat(DuckDb.query(
                        "select count(*), count(distinct customer), sum((id * 7919 % 10000 <> customer)::int) from "
                                + thousand.formatted(directory)))
                .containsExactly("110000|1000|0");
    }

    @Test
    void aRowLargerThanTheHeapIsRefusedInWords() throws Exception {
        db.execute("CREATE TABLE huge AS SELECT repeat('0123456789', 30000000) AS t");

        assertThat(run(job().table("huge"))).isEqualTo(6);

        assertThat(Files.readString(directory.resolve("err.txt")))
                .contains("public.huge", "DROMEDARY_HEAP")
                .doesNotContain("\tat ", "OutOfMemoryError");
        assertThat(directory.resolve("exports/public_huge")).doesNotExist();
    }

    @Test
    void aRowOfAHundredMegabytesWithTheHeapThatIsAdvised() throws Exception {
        db.execute("CREATE TABLE huge AS SELECT repeat('0123456789', 10000000) AS t");

        export(job().table("huge"), "-Xmx512m");

        assertThat(DuckDb.query("select length(t) from " + files("huge"))).containsExactly("100000000");
    }

    private JobFile job() {
        return new JobFile(directory, db).threads("max_concurrent_chunks", 4);
    }

    private String files(String table) {
        return DuckDb.files(directory.resolve("exports/public_" + table));
    }

    private void export(JobFile job, String... javaOptions) throws Exception {
        assertThat(run(job, javaOptions))
                .as(() -> text(directory.resolve("err.txt")))
                .isZero();
    }

    private int run(JobFile job, String... javaOptions) throws Exception {
        Process process = Launcher.start(
                directory, javaOptions, "run", "--quiet", job.write().toString());
        long residentKib = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            residentKib = Math.max(residentKib, peakResidentKib(process.pid()));
        }
        if (javaOptions.length == 0) {
            assertThat(residentKib).isBetween(1L, RESIDENT_KIB_MAX);
        }
        return process.exitValue();
    }

    /** Grows only; 0 when the process has ended. */
    private static long peakResidentKib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

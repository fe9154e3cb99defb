package io.dromedary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.testing.TestPostgres;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files larger than the memory of the process that loads them, which is half of what the launcher gives. With {@code
 * -Ddromedary.large-megabytes=5000} they are those of which import.md has the figures.
 */
@Timeout(1200)
class LoadLargeFileIT {
    private static final int MEGABYTES = Integer.getInteger("dromedary.large-megabytes", 60);
    private static final int SHEET_ROWS = Math.min(500_000, MEGABYTES * 1000);
    private static final String[] HEAP = {"-Xmx128m"};
    private static final long RESIDENT_KIB_MAX = 400 << 10;
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->(\\d+)M\\(");

    private static final TestPostgres DATABASE = TestPostgres.createDatabase();
    private static final String COLUMNS =
            "id bigint, day date, at timestamp, amount numeric(12,2), rate float8, flag boolean, code text, name text,"
                    + " city text, note text";

    private static final String NOTE = "some text that makes the record as long as records are";
    private static final String HEADER = "id,day,at,amount,rate,flag,code,name,city,note\n";

    @TempDir
    private Path directory;

    private static String row(long i) {
        return i + ",2024-02-" + (10 + i % 19) + ",2024-03-01 12:34:" + (10 + i % 50) + "," + i % 100_000 + ".25,"
                + i % 1000 + ".5," + (i % 2 == 0 ? "true" : "false") + ",00" + i % 10_000 + ",\"Name, " + i
                + "\",Köln," + NOTE + "\n";
    }

    private static String object(long i) {
        return "{\"id\": %d, \"amount\": %d.25, \"name\": \"Name %d\", \"flag\": true, \"note\": \"%s\"}%n"
                .formatted(i, i % 1000, i, NOTE);
    }

    private long write(OutputStream stream, String header, LongFunction<String> records, long bytesMax)
            throws IOException {
        long rows = 0;
        long bytes = 0;
        try (var out = new BufferedOutputStream(stream, 1 << 16)) {
            out.write(header.getBytes(StandardCharsets.UTF_8));
            while (bytes < bytesMax) {
                byte[] record = records.apply(rows++).getBytes(StandardCharsets.UTF_8);
                out.write(record);
                bytes += record.length;
            }
        }
        return rows;
    }

    private Path csv() {
        return directory.resolve("large.csv");
    }

    private static void createTable(String columns) {
        DATABASE.execute("DROP TABLE IF EXISTS large", "CREATE TABLE large (%s)".formatted(columns));
    }

    private static long megabytes(long count) {
        return count * 1_000_000;
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic=file", "atomic=batch", "mode=replace"})
    void recordsOfManyKindsOfColumns(String setting) throws Exception {
        createTable(COLUMNS);
        long rows = write(Files.newOutputStream(csv()), HEADER, LoadLargeFileIT::row, megabytes(MEGABYTES));

        load(csv(), setting);

        assertRows(rows);
    }

    @Test
    void recordsOfOneCharacter() throws Exception {
        createTable("id int");
        long rows = write(
                Files.newOutputStream(csv()), "id\n", i -> i % 10 + "\n", megabytes(Math.min(200, MEGABYTES / 4)));

        load(csv(), "mode=replace");

        assertThat(DATABASE.queryText("SELECT count(*) FROM large")).isEqualTo(String.valueOf(rows));
    }

    @Test
    void packedRecordsWhoseTableIsMade() throws Exception {
        DATABASE.execute("DROP TABLE IF EXISTS large");
        Path file = directory.resolve("large.csv.gz");
        long rows = write(
                new GZIPOutputStream(Files.newOutputStream(file)),
                HEADER,
                LoadLargeFileIT::row,
                megabytes(Math.min(1000, MEGABYTES)));

        load(file, "create_table=if_missing");

        assertRows(rows);
    }

    @Test
    void objects() throws Exception {
        createTable("id bigint, amount numeric, name text, flag boolean, note text");
        Path file = directory.resolve("large.ndjson");
        long rows =
                write(Files.newOutputStream(file), "", LoadLargeFileIT::object, megabytes(Math.min(1000, MEGABYTES)));

        load(file, "mode=replace");

        assertRows(rows);
    }

    @Test
    void rowsOfASheet() throws Exception {
        createTable("a bigint, b bigint, c float8, d float8, e text, f text, g text, h boolean, i int, j text");
        Path file = directory.resolve("large.xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Data");
            for (int column = 0; column < 10; column++) {
                sheet.inlineString(0, column, String.valueOf((char) ('a' + column)));
            }
            for (int row = 1; row <= SHEET_ROWS; row++) {
                writeRow(sheet, row);
            }
        }

        load(file, "mode=replace");

        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || sum(a) || ' ' || count(DISTINCT j) FROM large"))
                .isEqualTo("%d %d %d".formatted(SHEET_ROWS, (long) SHEET_ROWS * (SHEET_ROWS + 1) / 2, SHEET_ROWS));
    }

    @Test
    void fieldsOfTenMegabytes() throws Exception {
        createTable("id int, text text");
        String field = "0123456789".repeat(1_000_000);
        Files.write(csv(), List.of("id,text", "1," + field, "2,b", "3,\"" + field + "\"", "4,d", "5," + field));

        load(csv(), "mode=replace");

        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || sum(length(text)) FROM large"))
                .isEqualTo("5 30000002");
    }

    @Test
    void rowsOfAsManyColumnsAsATableHas() throws Exception {
        int columns = 1600;
        createTable(IntStream.range(0, columns).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(",")));
        String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        String values = ",7".repeat(columns - 1) + "\n";
        long rows = write(
                Files.newOutputStream(csv()), header + "\n", i -> i + values, megabytes(Math.min(200, MEGABYTES / 2)));

        load(csv(), "atomic=file");

        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || max(c0) || ' ' || min(c1599) FROM large"))
                .isEqualTo("%d %d 7".formatted(rows, rows - 1));
    }

    private static void writeRow(Worksheet sheet, int row) throws IOException {
        sheet.value(row, 0, row);
        sheet.value(row, 1, row * 1_000_003L);
        sheet.value(row, 2, row / 8.0);
        sheet.value(row, 3, row * 0.1);
        sheet.inlineString(row, 4, "text " + row % 100);
        sheet.inlineString(row, 5, "more text");
        sheet.inlineString(row, 6, "x");
        sheet.value(row, 7, row % 2 == 0);
        sheet.value(row, 8, row % 7);
        sheet.inlineString(row, 9, "row " + row);
        if (row % 1000 == 0) {
            sheet.flush();
        }
    }

    private static void assertRows(long rows) {
        assertThat(DATABASE.queryText("SELECT count(*) || ' ' || count(DISTINCT id) || ' '"
                        + " || max(id) || ' ' || max(note) FROM large"))
                .isEqualTo("%d %d %d %s".formatted(rows, rows, rows - 1, NOTE));
    }

    private void load(Path file, String setting) throws Exception {
        DATABASE.execute("DROP SCHEMA IF EXISTS dromedary CASCADE");
        Path collections = directory.resolve("collections.txt");
        List<String> options = new ArrayList<>(List.of(HEAP));
        options.add("-Xlog:gc:file=" + collections);
        long start = System.nanoTime();
        Process process = start(options, file, setting);
        List<Long> resident = new ArrayList<>();
        while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
            resident.add(residentKib(process.pid()));
        }
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("err.txt")))
                .isZero();
        List<Integer> heap = AFTER_COLLECTION
                .matcher(Files.readString(collections))
                .results()
                .map((MatchResult found) -> Integer.parseInt(found.group(1)))
                .toList();
        System.out.printf(
                "%s, %s: %,d MB, %.1f s, %d MiB resident at most, heap after collections %s%n",
                file.getFileName(),
                setting,
                Files.size(file) / 1_000_000,
                (System.nanoTime() - start) / 1e9,
                resident.stream().mapToLong(kib -> kib).max().orElse(0) >> 10,
                samples(heap));
        assertThat(resident.stream().mapToLong(kib -> kib).max().orElse(0)).isLessThan(RESIDENT_KIB_MAX);
        assertFlat(heap);
        Files.delete(file);
    }

    private Process start(List<String> options, Path file, String setting) throws IOException {
        return Launcher.start(
                directory,
                options.toArray(String[]::new),
                "load",
                file.toString(),
                "--into",
                "large",
                "--database",
                "postgresql://postgres:postgres@127.0.0.1:%d/%s".formatted(DATABASE.port(), DATABASE.database()),
                "--set",
                "import_settings." + setting);
    }

    /** What is in use late is no more than what was early, but for what differs from one moment to the next. */
    private static void assertFlat(List<Integer> heap) {
        if (heap.size() >= 30) {
            int third = heap.size() / 3;
            double early = heap.subList(third, 2 * third).stream()
                    .mapToInt(i -> i)
                    .average()
                    .orElse(0);
            double late = heap.subList(2 * third, heap.size()).stream()
                    .mapToInt(i -> i)
                    .average()
                    .orElse(0);
            assertThat(late).as("MiB in use: %s", heap).isLessThan(early * 1.25 + 4);
        }
    }

    private static List<Integer> samples(List<Integer> heap) {
        int step = Math.max(1, heap.size() / 12);
        return Stream.iterate(0, i -> i < heap.size(), i -> i + step)
                .map(heap::get)
                .toList();
    }

    /** 0 when the process has ended. */
    private static long residentKib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid)))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

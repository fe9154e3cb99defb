package io.dromedary.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A CSV file of ten typed columns with quoted fields and line breaks in some of them, its four parts, and the same with
 * one bad row in a thousand. Always the same for a number of rows; made once.
 *
 * @param rows in the file
 * @param whole all rows
 * @param parts the same in four files
 * @param bad with rows that the table does not take
 */
record ImportFiles(long rows, Path whole, List<Path> parts, Path bad) {
    private static final String TABLE = """
            CREATE TABLE bench_import.orders (
                id bigint, customer integer, code varchar(12), name text, amount numeric(12,2),
                weight double precision, day date, created timestamptz, active boolean, note text)
            """;

    static final String HEADER = "id,customer,code,name,amount,weight,day,created,active,note\n";
    private static final long SCALE_ROWS = 10_000_000;
    private static final int PARTS = 4;
    private static final int BAD_EVERY = 1000;
    private static final String[] WORDS = {
        "amber", "basin", "cedar", "delta", "ember", "fjord", "grove", "harbor", "island", "juniper", "kelp", "lagoon"
    };

    static ImportFiles prepare(ImportOptions options) throws IOException {
        long rows = Math.round(options.scale * SCALE_ROWS);
        Path directory = Files.createDirectories(options.data.toAbsolutePath().resolve("import-" + rows));
        List<Path> parts = IntStream.range(0, PARTS)
                .mapToObj(i -> directory.resolve("part" + i + ".csv"))
                .toList();
        var files = new ImportFiles(rows, directory.resolve("orders.csv"), parts, directory.resolve("bad.csv"));
        Path done = directory.resolve("done");
        if (!Files.exists(done)) {
            Console.say("Writing %,d rows to %s", rows, directory);
            files.write();
            Files.createFile(done);
        }
        return files;
    }

    private void write() throws IOException {
        List<BufferedWriter> partWriters = new ArrayList<>();
        try (BufferedWriter all = Files.newBufferedWriter(whole);
                BufferedWriter withBad = Files.newBufferedWriter(bad)) {
            all.write(HEADER);
            withBad.write(HEADER);
            for (Path part : parts) {
                BufferedWriter writer = Files.newBufferedWriter(part);
                partWriters.add(writer);
                writer.write(HEADER);
            }
            var random = new SplittableRandom(42);
            for (long row = 0; row < rows; row++) {
                String line = line(row, random);
                all.write(line);
                partWriters.get((int) (row * PARTS / rows)).write(line);
                boolean isBad = row % BAD_EVERY == BAD_EVERY / 2;
                withBad.write(isBad ? line.replaceFirst(",20(\\d\\d)-\\d\\d-", ",20$1-13-") : line);
            }
        } finally {
            for (BufferedWriter writer : partWriters) {
                writer.close();
            }
        }
    }

    /** Makes the table that is loaded into, and empty. */
    static void createTable(BenchServer server) throws SQLException {
        server.execute(
                "CREATE SCHEMA IF NOT EXISTS bench_import",
                "DROP TABLE IF EXISTS bench_import.orders",
                TABLE,
                "CHECKPOINT");
    }

    /** A record, with the end of its line. */
    static String line(long row, SplittableRandom random) {
        int number = random.nextInt();
        var line = new StringBuilder(160);
        line.append(row + 1).append(',').append(random.nextInt(1_000_000)).append(",C-");
        line.append(100_000 + random.nextInt(900_000))
                .append(",\"")
                .append(word(number))
                .append(", ");
        line.append(word(number >>> 8))
                .append("\",")
                .append(random.nextInt(1_000_000))
                .append('.');
        line.append(10 + random.nextInt(90))
                .append(',')
                .append(random.nextInt(100_000) / 1000.0)
                .append(',');
        line.append(date(random)).append(',').append(date(random));
        line.append(String.format(Locale.ROOT, " %02d:%02d:%02d", row % 24, row % 60, random.nextInt(60)));
        line.append(".").append(100_000 + random.nextInt(900_000)).append("+00,");
        line.append((number & 1) == 0 ? "true" : "false").append(',');
        if ((number & 7) == 0) {
            line.append('\n');
            return line.toString();
        }
        line.append('"').append(word(number >>> 16)).append(' ').append(word(number >>> 20));
        line.append((number & 0x70) == 0 ? "\nsecond \"\"line\"\"" : "")
                .append(" of order ")
                .append(row);
        return line.append("\"\n").toString();
    }

    private static String word(int number) {
        return WORDS[(number & 0x7FFFFFFF) % WORDS.length];
    }

    private static String date(SplittableRandom random) {
        int month = 1 + random.nextInt(12);
        int day = 1 + random.nextInt(28);
        return "20" + (10 + random.nextInt(15)) + (month < 10 ? "-0" : "-") + month + (day < 10 ? "-0" : "-") + day;
    }

    /** The four parts as the server sends its rows itself, in COPY's binary format: what costs a client nothing to make. */
    List<Path> binaryParts() {
        return parts.stream().map(part -> Path.of(part + ".binary")).toList();
    }

    /** Writes the binary parts, unless they are there. */
    void prepareBinaryParts(BenchServer server, Path psql) throws IOException, SQLException, InterruptedException {
        for (int i = 0; i < parts.size(); i++) {
            Path binary = binaryParts().get(i);
            if (Files.exists(binary)) {
                continue;
            }
            Console.say("Writing %s", binary);
            createTable(server);
            Path unfinished = Path.of(binary + ".part");
            List<String> command = server.psql(
                    psql,
                    "\\copy bench_import.orders FROM '%s' WITH (FORMAT csv, HEADER)".formatted(parts.get(i)),
                    "\\copy bench_import.orders TO '%s' WITH (FORMAT binary)".formatted(unfinished));
            int exitCode = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exitCode != 0) {
                throw new IOException("%s cannot be written: psql ended with %d".formatted(binary, exitCode));
            }
            Files.move(unfinished, binary);
        }
    }

    /** Rows that the table takes of the file with bad ones. */
    long goodRows() {
        return rows - (rows + BAD_EVERY / 2 - 1) / BAD_EVERY;
    }
}

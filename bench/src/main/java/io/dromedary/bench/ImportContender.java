package io.dromedary.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to load the file: processes that run at once.
 *
 * @param name for {@code --only}
 * @param title in the report
 * @param commands one for each process
 * @param rows that are in the table afterwards
 */
record ImportContender(String name, String title, List<List<String>> commands, long rows) {
    /** What no client can be faster than. */
    static final String LIMIT = "limit";

    static final String EXCEL = "excel";

    private static final String CSV = "FORMAT csv, HEADER";

    static List<ImportContender> all(ImportOptions options, ImportFiles files, BenchServer server) {
        var list = new ArrayList<ImportContender>();
        String streams = "psql \\copy, %d stream%s";
        String split = streams.formatted(4, "s on a file split beforehand");
        list.add(psql("psql-1", streams.formatted(1, ""), options, server, List.of(files.whole()), CSV, files.rows()));
        list.add(psql("psql-4", split, options, server, files.parts(), CSV, files.rows()));
        String binary = "limit: psql \\copy, 4 streams of rows in COPY's binary format";
        list.add(psql(LIMIT, binary, options, server, files.binaryParts(), "FORMAT binary", files.rows()));
        list.add(dromedary("new", "Dromedary, new table", options, server, files, "mode=replace"));
        list.add(dromedary("batch", "Dromedary, atomic: batch", options, server, files, "atomic=batch"));
        list.add(dromedary("append", "Dromedary, atomic append", options, server, files, "mode=append"));
        list.add(new ImportContender(
                "bad",
                "Dromedary, new table, 0.1 % bad rows set aside",
                List.of(command(options, server, files.bad(), "mode=replace", "on_error=reject")),
                files.goodRows()));
        list.add(new ImportContender(
                EXCEL,
                "Dromedary, new table, XLSX with %,d rows".formatted(ImportWorkbook.rows(files)),
                List.of(command(options, server, ImportWorkbook.path(files), "mode=replace")),
                ImportWorkbook.rows(files)));
        return list.stream()
                .filter(contender -> options.wants(contender.name()))
                .toList();
    }

    private static ImportContender psql(
            String name,
            String title,
            ImportOptions options,
            BenchServer server,
            List<Path> files,
            String format,
            long rows) {
        List<List<String>> commands = files.stream()
                .map(file -> server.psql(
                        options.psql, "\\copy bench_import.orders FROM '%s' WITH (%s)".formatted(file, format)))
                .toList();
        return new ImportContender(name, title, commands, rows);
    }

    private static ImportContender dromedary(
            String name,
            String title,
            ImportOptions options,
            BenchServer server,
            ImportFiles files,
            String... settings) {
        return new ImportContender(
                name, title, List.of(command(options, server, files.whole(), settings)), files.rows());
    }

    private static List<String> command(ImportOptions options, BenchServer server, Path file, String... settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of("dromedary").toAbsolutePath().toString(),
                "load",
                file.toString(),
                "--into",
                "bench_import.orders",
                "--database",
                server.libpqUrl(),
                "--set",
                "import_settings.connections=" + options.connections,
                // The same file again and again.
                "--force"));
        for (String setting : settings) {
            command.add("--set");
            command.add("import_settings." + setting);
        }
        return command;
    }
}

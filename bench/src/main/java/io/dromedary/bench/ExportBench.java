package io.dromedary.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Measures exports side by side with what limits them and with their rivals, and prints a report in Markdown. */
final class ExportBench {
    private static final double LOAD_QUIET_MAX = 0.5;
    private static final String GROWING_TABLE = "lineitem";

    private final Options options;
    private final List<TableResults> lineitem = new ArrayList<>();
    private final List<TableResults> others = new ArrayList<>();

    private ExportBench(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new Options();
        var commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(2);
        }
        if (CommandLine.printHelpIfRequested(commandLine.getParseResult())) {
            return;
        }
        new ExportBench(options).run();
    }

    private void run() throws IOException, SQLException, InterruptedException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > LOAD_QUIET_MAX) {
            Console.say("The load average is %.1f: this machine is busy, and the numbers will say so.", load);
        }
        try (BenchServer server = BenchServer.open(options)) {
            for (double scale : options.scales.stream().sorted().toList()) {
                for (String table : options.tables) {
                    measure(server, table, scale);
                }
            }
            List<TableResults> all = new ArrayList<>(lineitem);
            all.addAll(others);
            report(MarkdownReport.of(circumstances(server, load), all, Goals.of(lineitem, others, server.isLocal())));
        }
    }

    private void measure(BenchServer server, String name, double scale)
            throws IOException, SQLException, InterruptedException {
        BenchTable table = BenchTable.prepare(server, name, scale);
        Console.say("%s, scale %s: %,d rows", name, scale, table.rows());
        // Slow contenders have made their point with the first scale.
        boolean complete = scale == Collections.min(options.scales);
        TableResults results = new TableBench(options, server, table, complete).run();
        (name.equals(GROWING_TABLE) ? lineitem : others).add(results);
    }

    private void report(String markdown) throws IOException {
        System.out.println();
        System.out.print(markdown);
        if (options.markdown != null) {
            Files.writeString(options.markdown, markdown, StandardCharsets.UTF_8);
        }
    }

    private String circumstances(BenchServer server, double load) throws IOException, SQLException {
        return String.format(
                Locale.ROOT,
                "%s; %s, %d processors, %d GB, load average %.1f at the start; JDK %s; PostgreSQL %s %s; %s; Dromedary with a heap of %s.",
                LocalDate.now(ZoneOffset.UTC),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                memoryGigabytes(),
                load,
                Runtime.version(),
                server.ask("SHOW server_version"),
                server.isLocal() ? "on the same machine" : "elsewhere",
                options.compression,
                options.heap);
    }

    private static String processor() throws IOException {
        return proc("cpuinfo", "model name").replaceAll(".*: *", "").strip();
    }

    private static long memoryGigabytes() throws IOException {
        String kilobytes = proc("meminfo", "MemTotal").replaceAll("\\D", "");
        return Math.round(Long.parseLong(kilobytes) / (double) (1 << 20));
    }

    private static String proc(String file, String start) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", file), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(start)).findFirst().orElse("0");
        }
    }
}

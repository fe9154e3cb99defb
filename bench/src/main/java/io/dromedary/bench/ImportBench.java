package io.dromedary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Measures imports side by side with psql, round by round, and prints a report in Markdown. */
final class ImportBench {
    private static final long LOOK_MILLIS = 5;

    private final ImportOptions options;
    private final Map<String, Series> results = new LinkedHashMap<>();

    private ImportBench(ImportOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        var options = new ImportOptions();
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
        new ImportBench(options).run();
    }

    private void run() throws IOException, SQLException, InterruptedException {
        ImportFiles files = ImportFiles.prepare(options);
        try (BenchServer server = BenchServer.open(options.serverOptions())) {
            if (options.wants(ImportContender.LIMIT)) {
                files.prepareBinaryParts(server, options.psql);
            }
            if (options.wants(ImportContender.EXCEL)) {
                ImportWorkbook.prepare(files);
            }
            List<ImportContender> contenders = ImportContender.all(options, files, server);
            for (int round = 0; round < options.rounds; round++) {
                for (ImportContender contender : contenders) {
                    RunResult result = measure(server, contender);
                    results.computeIfAbsent(contender.name(), name -> new Series(contender.title()))
                            .add(result);
                    Console.say(
                            "%s: %.1f s, client CPU %.1f s, server CPU %.1f s, %d MB",
                            contender.title(),
                            result.wallSeconds(),
                            result.clientCpuSeconds(),
                            result.serverCpuSeconds(),
                            result.peakResidentBytes() >> 20);
                }
            }
        }
        report(report(files));
    }

    private RunResult measure(BenchServer server, ImportContender contender)
            throws IOException, SQLException, InterruptedException {
        ImportFiles.createTable(server);
        long self = ProcessHandle.current().pid();
        double serverBefore = server.cpuSeconds();
        double clientBefore = ProcessTimes.endedChildrenCpuSeconds(self);
        long start = System.nanoTime();
        long peak = run(contender);
        double wallSeconds = (System.nanoTime() - start) / 1e9;
        double client = ProcessTimes.endedChildrenCpuSeconds(self) - clientBefore;
        double backends = server.cpuSeconds() - serverBefore;
        long rows = Long.parseLong(server.ask("SELECT count(*) FROM bench_import.orders"));
        if (rows != contender.rows()) {
            throw new IllegalStateException(
                    "%s has loaded %,d rows instead of %,d".formatted(contender.title(), rows, contender.rows()));
        }
        return new RunResult(wallSeconds, rows, client, backends, peak, 0);
    }

    /** Returns the most memory that the processes have had, added up. */
    private long run(ImportContender contender) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (List<String> command : contender.commands()) {
            var builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put("DROMEDARY_HEAP", options.heap);
            builder.environment().put("DROMEDARY_JAVA_OPTS", options.javaOptions);
            processes.add(builder.start());
        }
        long peak = 0;
        for (Process process : processes) {
            long own = 0;
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                own = Math.max(own, ProcessTimes.peakResidentBytes(process.pid()));
            }
            peak += own;
            if (process.exitValue() != 0) {
                throw new IOException(
                        "%s has failed with exit code %d".formatted(contender.title(), process.exitValue()));
            }
        }
        return peak;
    }

    private String report(ImportFiles files) throws IOException {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Import of %,d rows x 10 columns, %,d MB of CSV, heap %s; medians of %d rounds.%n%n",
                files.rows(),
                Files.size(files.whole()) >> 20,
                options.heap,
                options.rounds));
        text.append(
                "| what | wall s | rows/s | client CPU s | server CPU s | memory MB |\n|---|--:|--:|--:|--:|--:|\n");
        for (Series series : results.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %,.0f | %.1f | %.1f | %.0f |%n",
                    series.title(),
                    series.median(RunResult::wallSeconds),
                    series.median(RunResult::rowsPerSecond),
                    series.median(RunResult::clientCpuSeconds),
                    series.median(RunResult::serverCpuSeconds),
                    series.median(run -> run.peakResidentBytes() / 1048576.0)));
        }
        text.append("\n| goal | measured | promised | |\n|---|--:|--:|---|\n");
        for (Goal goal : goals()) {
            text.append(
                    "| %s | %s | %s | %s |%n".formatted(goal.what(), goal.measured(), goal.promised(), goal.verdict()));
        }
        return text.toString();
    }

    private List<Goal> goals() {
        List<Goal> goals = new ArrayList<>();
        for (String ours : List.of("new", "batch")) {
            goals.add(Goal.atLeast(ours + ": times as fast as psql with 1 stream", wall("psql-1", ours), 3, " x"));
            goals.add(Goal.atLeast(ours + ": times as fast as psql with 4 streams", wall("psql-4", ours), 1.4, " x"));
            goals.add(Goal.atMost(
                    ours + ": all CPU against psql's with 1 stream", cpu(ours) / cpu("psql-1"), 0.85, " x"));
            goals.add(Goal.atMost(
                    ours + ": all CPU against psql's with 4 streams", cpu(ours) / cpu("psql-4"), 0.85, " x"));
        }
        goals.add(Goal.atMost("0.1 % bad rows against none", wall("bad", "new"), 1.3, " x"));
        goals.add(Goal.atLeast("XLSX: rows/s", rate(ImportContender.EXCEL), 200_000, ""));
        return goals;
    }

    private double wall(String slow, String fast) {
        Series first = results.getOrDefault(slow, new Series(slow));
        return first.wallRatioTo(results.getOrDefault(fast, new Series(fast))).orElse(Double.NaN);
    }

    private double rate(String name) {
        return results.getOrDefault(name, new Series(name)).median(RunResult::rowsPerSecond);
    }

    private double cpu(String name) {
        Series series = results.getOrDefault(name, new Series(name));
        return series.median(run -> run.clientCpuSeconds() + run.serverCpuSeconds());
    }

    private void report(String markdown) throws IOException {
        System.out.println();
        System.out.print(markdown);
        if (options.markdown != null) {
            Files.writeString(options.markdown, markdown, StandardCharsets.UTF_8);
        }
    }
}

package io.dromedary.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all contenders on one table: round by round, one after another, so that what disturbs the machine disturbs
 * all of them alike. All read the ranges of the same plan.
 */
final class TableBench {
    private final Options options;
    private final BenchServer server;
    private final TableResults results;
    private final boolean complete;
    private final Map<String, WarmProcess> processes = new LinkedHashMap<>();

    /**
     * Measures a table.
     *
     * @param complete whether slow contenders and a single worker take part
     */
    TableBench(Options options, BenchServer server, BenchTable table, boolean complete) {
        this.options = options;
        this.server = server;
        this.results = new TableResults(table);
        this.complete = complete;
    }

    TableResults run() throws IOException, SQLException, InterruptedException {
        JobFile job = JobFile.write(options, server, results.table(), options.streams);
        try {
            startAll(job);
            for (int round = 0; round < options.warmUp; round++) {
                for (WarmProcess process : processes.values()) {
                    process.run();
                }
            }
            for (int round = 0; round < options.rounds; round++) {
                round(round, job);
            }
            return results;
        } finally {
            processes.values().forEach(WarmProcess::close);
        }
    }

    private void startAll(JobFile job) throws IOException {
        int streams = options.streams;
        start("limit", "limit: %d x binary COPY, thrown away".formatted(streams), "limit", streams, job);
        start("warm", "Dromedary, %d workers, warm".formatted(streams), "dromedary", streams, job);
        results.of("cold", "Dromedary, %d workers, `./dromedary run`, whole process".formatted(streams));
        start("duckdb", "DuckDB postgres extension, %d threads".formatted(streams), "duckdb", streams, job);
        if (complete) {
            JobFile alone = JobFile.write(options, server, results.table(), 1);
            start("one-worker", "Dromedary, 1 worker, warm", "dromedary", 1, alone);
            JobFile portable = JobFile.writePortable(options, server, results.table());
            start("portable", "portable route: JDBC, `marshal: parquetAvro`", "dromedary", 1, portable);
        }
    }

    private void start(String name, String title, String contender, int streams, JobFile job) throws IOException {
        if (!options.wants(name)) {
            return;
        }
        // As in the launcher.
        List<String> java =
                new ArrayList<>(List.of("-Xmx" + options.heap, "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=256m"));
        Arrays.stream(options.javaOptions.split(" ", -1))
                .filter(option -> !option.isEmpty())
                .forEach(java::add);
        Map<String, String> properties = new HashMap<>(options.contenderProperties());
        properties.put("bench.streams", Integer.toString(streams));
        WarmProcess process = WarmProcess.start(contender, job, server, java, properties);
        if (process.whyUnavailable().isEmpty()) {
            processes.put(name, process);
            results.of(name, title);
        } else {
            process.close();
            results.miss(title, process.whyUnavailable());
        }
    }

    private void round(int round, JobFile job) throws IOException, SQLException, InterruptedException {
        for (Map.Entry<String, WarmProcess> process : processes.entrySet()) {
            if (round < rounds(process.getKey())) {
                add(process.getKey(), process.getValue().run());
            }
        }
        if (options.wants("cold") && round < options.coldRounds) {
            add("cold", new ColdProcess(job, server, options).run());
        }
    }

    private int rounds(String contender) {
        return contender.equals("portable") ? options.slowRounds : options.rounds;
    }

    private void add(String contender, RunResult run) {
        Series series = results.of(contender);
        series.add(run);
        Console.say(
                "  %-55s %6.2f s  client %5.2f s  server %5.2f s  %4d MB",
                series.title(),
                run.wallSeconds(),
                run.clientCpuSeconds(),
                run.serverCpuSeconds(),
                run.peakResidentBytes() >> 20);
    }
}

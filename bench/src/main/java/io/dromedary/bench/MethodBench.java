package io.dromedary.bench;

import io.dromedary.load.LoadListener;
import io.dromedary.load.LoadReport;
import io.dromedary.load.LoadRequest;
import io.dromedary.load.LoadRequestReader;
import io.dromedary.load.Loader;
import io.dromedary.settings.NamedConnections;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares the methods of imports in one warm process and ranks them. */
@Command(
        name = "bench/run methods",
        mixinStandardHelpOptions = true,
        description = "Loads the same rows with each method into an empty table; prints medians, the fastest first.")
final class MethodBench {
    private static final double SCALE_ROWS = 10_000_000;

    @Option(names = "--rows", split = ",", description = "Default: 1000,50000,1000000")
    private List<Long> rows = List.of(1_000L, 50_000L, 1_000_000L);

    @Option(names = "--methods", split = ",", description = "Default: copy,optimized,async,standard")
    private List<String> methods = List.of("copy", "optimized", "async", "standard");

    @Option(names = "--atomic", description = "file or batch. Default: file")
    private String atomic = "file";

    @Option(names = "--rounds", description = "Measured runs of each, after one to warm up. Default: 3")
    private int rounds = 3;

    @Option(names = "--data", description = "Default: target/bench-data")
    private Path data = Path.of("target/bench-data");

    @Option(names = "--url", description = "A PostgreSQL that is there already, as for export")
    private @Nullable String url;

    private record Timed(String method, double seconds, long rows) {}

    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made.
        System.setProperty("logback.configurationFile", "logback-cli.xml");
        var bench = new MethodBench();
        var commandLine = new CommandLine(bench);
        try {
            commandLine.parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(2);
        }
        if (!CommandLine.printHelpIfRequested(commandLine.getParseResult())) {
            bench.run();
        }
    }

    private void run() throws IOException, SQLException {
        var options = new ImportOptions();
        options.data = data;
        options.url = url;
        try (BenchServer server = BenchServer.open(options.serverOptions())) {
            for (long count : rows) {
                options.scale = count / SCALE_ROWS;
                rank(server, ImportFiles.prepare(options));
            }
        }
    }

    private void rank(BenchServer server, ImportFiles files) throws SQLException {
        double[][] seconds = new double[methods.size()][rounds];
        // Round by round, so that what else the machine does is the same for all.
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < methods.size(); i++) {
                double taken = load(server, files, methods.get(i));
                if (round >= 0) {
                    seconds[i][round] = taken;
                }
            }
        }
        Stream<Timed> timed = methods.stream().map(method -> {
            double[] all = seconds[methods.indexOf(method)];
            Arrays.sort(all);
            return new Timed(method, all[rounds / 2], files.rows());
        });
        print(
                files.rows(),
                timed.sorted(Comparator.comparingDouble(Timed::seconds)).toList());
    }

    private double load(BenchServer server, ImportFiles files, String method) throws SQLException {
        ImportFiles.createTable(server);
        LoadRequest request = new LoadRequestReader(Path.of(""), NamedConnections.NONE)
                .read(
                        "bench",
                        "{}",
                        List.of(files.whole()),
                        Map.of(
                                "database.url",
                                server.libpqUrl(),
                                "import_settings.into",
                                "bench_import.orders",
                                "import_settings.method",
                                method,
                                "import_settings.atomic",
                                atomic,
                                "import_settings.force",
                                "true"));
        LoadReport report = new Loader(LoadListener.SILENT).load(request).get(0);
        if (report.rows() != files.rows()) {
            throw new IllegalStateException("%s has loaded %,d rows".formatted(method, report.rows()));
        }
        return report.seconds();
    }

    private void print(long count, List<Timed> ranked) {
        System.out.printf(Locale.ROOT, "%n%,d rows, atomic: %s%n", count, atomic);
        for (int i = 0; i < ranked.size(); i++) {
            Timed timed = ranked.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "%d. %s: %s (%,.0f rows/sec)%n",
                    i + 1,
                    timed.method().toUpperCase(Locale.ROOT),
                    String.format(Locale.ROOT, timed.seconds() < 1 ? "%.3fs" : "%.1fs", timed.seconds()),
                    timed.rows() / timed.seconds());
        }
        double improvement =
                ranked.get(ranked.size() - 1).seconds() / ranked.get(0).seconds();
        System.out.printf(Locale.ROOT, "Performance improvement: %.1fx faster%n", improvement);
    }
}

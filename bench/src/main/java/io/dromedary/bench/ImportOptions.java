package io.dromedary.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is measured of imports, and how often. */
@Command(
        name = "bench/run import",
        mixinStandardHelpOptions = true,
        description = "Measures imports of a CSV file side by side with psql's \\copy.")
final class ImportOptions {
    @Option(names = "--scale", defaultValue = "1", description = "1 is 10,000,000 rows of 10 columns. Default: 1")
    double scale = 1;

    @Option(names = "--rounds", defaultValue = "3", description = "Measured runs of each contender. Default: 3")
    int rounds = 3;

    @Option(names = "--connections", defaultValue = "4", description = "Of Dromedary. Default: 4")
    int connections = 4;

    @Option(names = "--heap", defaultValue = "128m", description = "Heap of Dromedary. Default: 128m")
    String heap = "128m";

    @Option(names = "--java-options", defaultValue = "", description = "More options of Dromedary's Java machine")
    String javaOptions = "";

    @Option(
            names = "--only",
            split = ",",
            description = "Contenders to run: psql-1, psql-4, limit, new, batch, append, bad, excel")
    List<String> only = List.of();

    @Option(
            names = "--psql",
            defaultValue = "/usr/lib/postgresql/15/bin/psql",
            description = "Default: /usr/lib/postgresql/15/bin/psql")
    Path psql = Path.of("/usr/lib/postgresql/15/bin/psql");

    @Option(
            names = "--data",
            defaultValue = "target/bench-data",
            description = "Directory of the embedded server and of the files. Default: target/bench-data")
    Path data = Path.of("target/bench-data");

    @Option(names = "--url", description = "A PostgreSQL that is there already, as for export")
    @Nullable
    String url;

    @Option(names = "--markdown", description = "File that the Markdown table is written to as well")
    @Nullable
    Path markdown;

    /** Whether a contender takes part. */
    boolean wants(String contender) {
        return only.isEmpty() || only.contains(contender);
    }

    /** The same as far as the server is concerned. */
    Options serverOptions() {
        var options = new Options();
        options.data = data;
        options.url = url;
        return options;
    }
}

package io.dromedary.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is measured, and how often. */
@Command(
        name = "bench/run export",
        mixinStandardHelpOptions = true,
        description = "Measures exports side by side with what limits them and with their rivals.")
final class Options {
    @Option(
            names = "--scale",
            split = ",",
            defaultValue = "1",
            description = "TPC-H scale factors; with two, the second says whether cost grows linearly. Default: 1")
    List<Double> scales = List.of(1.0);

    @Option(names = "--tables", split = ",", defaultValue = "lineitem,events", description = "Default: lineitem,events")
    List<String> tables = List.of("lineitem", "events");

    @Option(names = "--rounds", defaultValue = "5", description = "Measured runs of each contender. Default: 5")
    int rounds = 5;

    @Option(
            names = "--cold-rounds",
            defaultValue = "3",
            description = "Measured runs in processes of their own. Default: 3")
    int coldRounds = 3;

    @Option(names = "--slow-rounds", defaultValue = "2", description = "Rounds with slow contenders. Default: 2")
    int slowRounds = 2;

    @Option(
            names = "--warm-up",
            defaultValue = "1",
            description = "Runs of each process before it is measured. Default: 1, so that the second table counts")
    int warmUp = 1;

    @Option(names = "--streams", defaultValue = "4", description = "Chunk workers and streams. Default: 4")
    int streams = 4;

    @Option(names = "--compression", defaultValue = "snappy", description = "Default: snappy")
    String compression = "snappy";

    @Option(
            names = "--heap",
            defaultValue = "256m",
            description = "Heap of Dromedary, as its launcher sets it. Default: 256m")
    String heap = "256m";

    @Option(
            names = "--java-options",
            defaultValue = "",
            description = "More options of the Java machine that Dromedary runs in, separated by spaces")
    String javaOptions = "";

    @Option(
            names = "--only",
            split = ",",
            description = "Contenders to run: limit, warm, cold, one-worker, portable, duckdb")
    List<String> only = List.of();

    @Option(
            names = "--data",
            defaultValue = "target/bench-data",
            description = "Directory of the embedded server and of the output. Default: target/bench-data")
    Path data = Path.of("target/bench-data");

    @Option(
            names = "--url",
            description = "A PostgreSQL that is there already: jdbc:postgresql://host:port/database?user=...;"
                    + " the password comes from PGPASSWORD. Schemas bench_* are created in it")
    @Nullable
    String url;

    @Option(
            names = "--duckdb-extension",
            description = "File of DuckDB's postgres extension, if it is not installed where DuckDB looks for it")
    @Nullable
    Path duckDbExtension;

    @Option(names = "--markdown", description = "File that the Markdown table is written to as well")
    @Nullable
    Path markdown;

    /** Whether a contender takes part. */
    boolean wants(String contender) {
        return only.isEmpty() || only.contains(contender);
    }

    /** What child processes need to know beside the job file. */
    Map<String, String> contenderProperties() {
        return Map.of(
                "bench.streams",
                Integer.toString(streams),
                "bench.compression",
                compression,
                "bench.duckdb.extension",
                duckDbExtension == null ? "" : duckDbExtension.toAbsolutePath().toString());
    }
}

package io.dromedary.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./dromedary run}, from the start of the process to its end. */
final class ColdProcess {
    private static final long LOOK_MILLIS = 5;

    private final JobFile job;
    private final BenchServer server;
    private final Options options;

    ColdProcess(JobFile job, BenchServer server, Options options) {
        this.job = job;
        this.server = server;
        this.options = options;
    }

    /** Runs once, in a new process. */
    RunResult run() throws IOException, SQLException, InterruptedException {
        long self = ProcessHandle.current().pid();
        double serverBefore = server.cpuSeconds();
        double clientBefore = ProcessTimes.endedChildrenCpuSeconds(self);
        long start = System.nanoTime();
        Process process = start();
        long peak = 0;
        // It grows only, so the last look before the end is at most that much behind.
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, ProcessTimes.peakResidentBytes(process.pid()));
        }
        double wallSeconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(
                    "dromedary run has failed with exit code %d; see %s".formatted(process.exitValue(), log()));
        }
        double client = ProcessTimes.endedChildrenCpuSeconds(self) - clientBefore;
        double backends = server.cpuSeconds() - serverBefore;
        long bytes = job.checkAndRemoveOutput();
        if (bytes == 0) {
            throw new IllegalStateException("dromedary run has left no Parquet files in " + job.output());
        }
        return new RunResult(wallSeconds, job.table().rows(), client, backends, peak, bytes);
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(List.of(
                Path.of("dromedary").toAbsolutePath().toString(),
                "run",
                "--quiet",
                job.file().toString()));
        builder.environment().put("DROMEDARY_HEAP", options.heap);
        builder.environment().put("DROMEDARY_JAVA_OPTS", options.javaOptions);
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private File log() {
        return job.file().resolveSibling("cold.log").toFile();
    }
}

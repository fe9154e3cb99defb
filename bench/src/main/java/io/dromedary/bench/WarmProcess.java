package io.dromedary.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A contender in a process that goes on living between its runs. */
final class WarmProcess implements AutoCloseable {
    private static final long END_SECONDS = 20;
    private static final Pattern ANSWER = Pattern.compile("ready|unavailable|done");

    private final JobFile job;
    private final BenchServer server;
    private final Process process;
    private final BufferedReader answers;
    private final String greeting;

    private WarmProcess(JobFile job, BenchServer server, Process process) throws IOException {
        this.job = job;
        this.server = server;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.greeting = answer();
    }

    /**
     * Starts a process.
     *
     * @param javaOptions of its Java machine
     * @param properties what it needs to know beside the job file
     */
    static WarmProcess start(
            String contender, JobFile job, BenchServer server, List<String> javaOptions, Map<String, String> properties)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(ContenderMain.class.getName(), contender, job.file().toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(job.file().resolveSibling(contender + ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new WarmProcess(job, server, process);
    }

    /** Why it cannot run here; empty if it can. */
    String whyUnavailable() {
        return greeting.equals("ready") ? "" : greeting.replaceFirst("unavailable ", "");
    }

    /** Runs once. */
    RunResult run() throws IOException, SQLException {
        double serverBefore = server.cpuSeconds();
        double clientBefore = ProcessTimes.cpuSeconds(process.pid());
        OutputStream commands = process.getOutputStream();
        commands.write('\n');
        commands.flush();
        List<String> done = List.of(answer().split(" ", -1));
        double client = ProcessTimes.cpuSeconds(process.pid()) - clientBefore;
        double backends = server.cpuSeconds() - serverBefore;
        long rows = Long.parseLong(done.get(1));
        if (rows != job.table().rows()) {
            throw new IllegalStateException("%s has %d rows but %d were exported"
                    .formatted(job.table().name(), job.table().rows(), rows));
        }
        long written = job.checkAndRemoveOutput();
        return new RunResult(
                Long.parseLong(done.get(3)) / 1e9,
                rows,
                client,
                backends,
                ProcessTimes.peakResidentBytes(process.pid()),
                written > 0 ? written : Long.parseLong(done.get(2)));
    }

    /** The next line that the contender says; what its Java machine says in between is passed over. */
    private String answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !ANSWER.matcher(line).lookingAt()) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IOException("A contender has ended unasked; see the .log files in "
                    + job.file().getParent());
        }
        return line;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

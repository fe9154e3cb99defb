package io.dromedary.bench;

import io.dromedary.export.ExportRequest;
import io.dromedary.export.ExportRequestReader;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process that a {@link Contender} runs in. Says {@code ready}, or {@code unavailable} and why. Then each line it
 * is told makes it run once and say rows, bytes and nanoseconds. Ends when there are no more lines.
 */
final class ContenderMain {
    private ContenderMain() {}

    public static void main(String[] arguments) throws Exception {
        // Standard output is for the answers; logs go where errors go.
        PrintStream answers = System.out;
        System.setOut(System.err);
        Path job = Path.of(arguments[1]);
        ExportRequest request = new ExportRequestReader(Path.of("")).read(job, Map.of());
        try (Contender contender = contender(arguments[0], request)) {
            answers.println("ready");
            var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (commands.readLine() != null) {
                long start = System.nanoTime();
                Contender.Exported exported = contender.run();
                long nanos = System.nanoTime() - start;
                answers.println("done %d %d %d".formatted(exported.rows(), exported.bytes(), nanos));
            }
        } catch (UnavailableException e) {
            answers.println("unavailable " + e.getMessage());
        }
    }

    private static Contender contender(String name, ExportRequest request) throws Exception {
        int streams = Integer.getInteger("bench.streams", 1);
        return switch (name) {
            case "limit" -> DrainedCopy.of(request, streams);
            case "dromedary" -> DromedaryExport.of(request);
            case "duckdb" -> DuckDbExport.of(request, streams, System.getProperty("bench.duckdb.extension", ""));
            default -> throw new IllegalArgumentException("No contender " + name);
        };
    }

    /** A contender that cannot run here. */
    static final class UnavailableException extends Exception {
        UnavailableException(String why) {
            super(why);
        }
    }
}

package io.dromedary.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which method is recommended for a number of rows.
 *
 * @param method in which way they are written
 * @param batchSize rows in a batch
 * @param connections how many write at once
 * @param notes for whoever reads the plan
 */
public record LoadAdvice(Method method, int batchSize, int connections, List<String> notes) {
    private static final long SMALL = 10_000;
    private static final long MEDIUM = 100_000;
    private static final long LARGE = 1_000_000;
    private static final int CONNECTIONS_MIN = 8;
    private static final int CONNECTIONS_MAX = 20;
    private static final int COPIED_AT_ONCE = 20_000;

    public LoadAdvice {
        notes = List.copyOf(notes);
    }

    /** What is said of a file; of one whose rows cannot be known, that it may be large. */
    public static LoadAdvice of(RowEstimate rows) {
        LoadAdvice advice = forRows(rows.isKnown() ? rows.rows() : LARGE);
        if (rows.isKnown()) {
            return advice;
        }
        List<String> notes = new ArrayList<>(advice.notes);
        notes.add(0, "How many rows there are is not known before they are read, so there may be many.");
        return new LoadAdvice(advice.method, advice.batchSize, advice.connections, notes);
    }

    /** The table of the systems that this takes the place of. */
    public static LoadAdvice forRows(long rows) {
        if (rows < SMALL) {
            return inserts(1_000, 1, "Few rows: one connection.");
        } else if (rows < MEDIUM) {
            return inserts(5_000, 2, "Some rows: two connections.");
        } else if (rows < LARGE) {
            return inserts(10_000, 4, "Many rows: four connections.");
        }
        // One more connection for each million rows.
        int connections = (int) Math.min(CONNECTIONS_MAX, CONNECTIONS_MIN + (rows - LARGE) / LARGE);
        return new LoadAdvice(
                Method.COPY,
                COPIED_AT_ONCE,
                connections,
                List.of(
                        "COPY is streamed by this process: no extension aws_s3, no bucket and no network from the"
                                + " server to S3 are needed.",
                        "Batches of COPY are blocks of the file, whatever the batch size."));
    }

    private static LoadAdvice inserts(int batchSize, int connections, String note) {
        return new LoadAdvice(
                Method.OPTIMIZED,
                batchSize,
                connections,
                List.of(
                        note,
                        "This is what method: auto follows. COPY, the default, is several times as fast from 50,000"
                                + " rows on; see docs/methods.md."));
    }

    /** The same with what the settings make of it. */
    public LoadAdvice under(LoadSettings settings) {
        boolean isOneTransaction = settings.mode() == Mode.APPEND && settings.atomic() == Atomic.FILE;
        if (!isOneTransaction || connections == 1) {
            return this;
        }
        List<String> all = new ArrayList<>(notes);
        all.add(String.format(
                Locale.ROOT,
                "mode: append with atomic: file is one transaction, so one of the %d connections is used, unless the"
                        + " table is made by the load. atomic: batch uses them all.",
                connections));
        return new LoadAdvice(method, batchSize, connections, all);
    }
}

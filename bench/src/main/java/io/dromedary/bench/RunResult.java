package io.dromedary.bench;

/**
 * What one run came to.
 *
 * @param wallSeconds from the command to the last row being where it belongs; of a process of its own, from its start
 *     to its end
 * @param rows how many were exported
 * @param clientCpuSeconds CPU of the client's process: compilation and garbage collection included
 * @param serverCpuSeconds CPU of PostgreSQL's backends; NaN if they run elsewhere
 * @param peakResidentBytes the most memory that the client's process has had so far
 * @param bytes size of the files, or of what was thrown away
 */
record RunResult(
        double wallSeconds,
        long rows,
        double clientCpuSeconds,
        double serverCpuSeconds,
        long peakResidentBytes,
        long bytes) {

    double rowsPerSecond() {
        return rows / wallSeconds;
    }
}

package io.dromedary.export;

import java.util.List;

/**
 * Everything that is settled before anything is touched: the answer of {@code dromedary plan} and the input of a
 * session.
 *
 * @param jobId a UUID
 * @param run when and under which name it runs
 * @param request what was asked
 * @param serverVersion product and version of the source
 * @param tables in the order of the specification, without those that are skipped
 * @param skipped tables that the run of the same name has published before
 * @param rowGroupBytesMax the memory one chunk's row group may take
 */
public record ExportPlan(
        String jobId,
        ExportRun run,
        ExportRequest request,
        String serverVersion,
        List<TablePlan> tables,
        List<SkippedTable> skipped,
        long rowGroupBytesMax) {

    public ExportPlan {
        tables = List.copyOf(tables);
        skipped = List.copyOf(skipped);
    }

    /** What row groups may take of the heap, of all jobs together. */
    static long heapBytesMax() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    /** The bound of what all chunks in progress hold, largest values aside: row group times workers. */
    public long memoryBytesMax() {
        return rowGroupBytesMax * chunksAtOnce();
    }

    /** The most chunks that are ever in progress at once. */
    public long chunksAtOnce() {
        return chunksAtOnce(request.threading(), tables);
    }

    static long chunksAtOnce(Threading threading, List<TablePlan> tables) {
        long wanted = tables.stream()
                .mapToLong(table -> Math.min(table.workers(), table.chunks().size()))
                .sum();
        return Math.max(1, Math.min(threading.maxConcurrentChunks(), wanted));
    }
}

package io.dromedary.export;

/**
 * How much happens at once: {@code threading} of a specification.
 *
 * @param tableThreads tables of a job in progress at once
 * @param chunkWorkers chunks of one table at once
 * @param maxConcurrentChunks chunks of all tables of the job at once
 */
public record Threading(int tableThreads, int chunkWorkers, int maxConcurrentChunks) {
    private static final int TABLE_THREADS_MAX = 12;
    private static final int CHUNK_WORKERS_MAX = 8;

    public Threading {
        if (tableThreads < 1 || chunkWorkers < 1 || maxConcurrentChunks < 1) {
            throw new IllegalArgumentException("Every count of threads is at least 1");
        }
    }

    /** What a machine of so many processors gets when nothing is asked for. */
    public static Threading defaultFor(int processors) {
        int tables = Math.min(TABLE_THREADS_MAX, processors);
        int chunks = Math.min(CHUNK_WORKERS_MAX, Math.max(2, processors / 2));
        return new Threading(tables, chunks, tables * chunks);
    }
}

package io.dromedary.export;

import io.dromedary.dialect.JdbcSnapshot;

/** Begins the chunks that are read through JDBC, by a route of their own. Thread-safe. */
public final class PortableChunks {
    private final Exporter exporter;

    /** Of the exporter's open sessions. */
    public PortableChunks(Exporter exporter) {
        this.exporter = exporter;
    }

    /** Whether a chunk is read through JDBC. */
    public boolean isPortable(Chunk chunk) {
        return exporter.session(chunk.jobId()).snapshot() instanceof JdbcSnapshot;
    }

    /**
     * Borrows a connection for a chunk. May be called again for the same chunk; each call starts afresh.
     *
     * @return what is to be closed by whoever has begun it
     * @throws io.dromedary.failure.DromedaryException {@code SOURCE}, retryable or not; {@code CANCELLED} if the job
     *     was stopped
     */
    public PortableChunk begin(Chunk chunk) {
        ExportSession session = exporter.session(chunk.jobId());
        TableExport table = session.table(chunk.table());
        table.checkGoingOn();
        if (!(session.snapshot() instanceof JdbcSnapshot snapshot)) {
            throw new IllegalArgumentException("%s is not read through JDBC".formatted(chunk));
        }
        table.reserve();
        var portable = new PortableChunk(chunk, table, snapshot.borrow(table.query(chunk)));
        table.start();
        return portable;
    }
}

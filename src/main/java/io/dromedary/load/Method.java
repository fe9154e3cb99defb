package io.dromedary.load;

/** How rows are written. All ways make the same rows. */
public enum Method {
    /** COPY, streamed by us. */
    COPY(0, 4),
    /** Batches of INSERT statements that the driver makes one of. */
    OPTIMIZED(10_000, 1),
    /** The same over several connections at once. */
    ASYNC(5_000, 4),
    /** One INSERT for each row, to compare with. */
    STANDARD(1, 1),
    /** As is recommended for the number of rows. */
    AUTO(0, 4);

    private final int batchSize;
    private final int connections;

    Method(int batchSize, int connections) {
        this.batchSize = batchSize;
        this.connections = connections;
    }

    /** Rows in a batch, unless something else is said; 0: batches are not counted in rows. */
    int batchSize() {
        return batchSize;
    }

    /** Connections, unless something else is said. */
    int connections() {
        return connections;
    }
}

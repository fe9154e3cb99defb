package io.dromedary.export;

import java.util.Locale;

/** How a table is split into chunks. */
public enum SplitStrategy {
    /** Not at all: one chunk. */
    WHOLE_TABLE,
    /** By its partitions, each one chunk. */
    PARTITIONS,
    /** By ranges of blocks of its heap, or of its partitions' heaps. */
    BLOCKS,
    /** By shares of the partitions that its files lie in. */
    SHARES;

    /** Its name in manifests. */
    public String manifestName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

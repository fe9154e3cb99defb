package io.dromedary.parquet;

import java.nio.file.Path;

/** Stub: the real one is being written. */
public final class ParquetFooter {
    private ParquetFooter() {}

    public static ParquetFooter read(Path file) {
        return new ParquetFooter();
    }

    public long rowCount() {
        return 0;
    }
}

package io.dromedary.load;

import io.dromedary.table.FieldBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many records a file has, judged by its first ones and its size.
 *
 * @param rows about so many; -1 if that cannot be known, as of standard input
 * @param isExact whether all of them were read
 */
public record RowEstimate(long rows, boolean isExact) {
    /** Nothing is known. */
    static final RowEstimate UNKNOWN = new RowEstimate(-1, false);

    private static final long BYTES_READ = 4 << 20;

    /** Whether there is a number at all. */
    public boolean isKnown() {
        return rows >= 0;
    }

    /**
     * Reads the first records, 4 MiB of the file at least. What is packed is taken to be packed alike everywhere.
     *
     * @throws IOException if the file cannot be read
     */
    public static RowEstimate of(Path file, LoadSettings settings) throws IOException {
        if (file.toString().equals(FileOpener.STANDARD_INPUT)) {
            return UNKNOWN;
        }
        try (RecordReader reader = FileOpener.open(file, settings)) {
            var batch = new FieldBatch();
            long records = 0;
            long raw = 0;
            while (raw < BYTES_READ) {
                if (!reader.next(batch)) {
                    return new RowEstimate(records, true);
                }
                records += records(batch);
                raw += rawBytes(batch);
            }
            return new RowEstimate(scaled(records, raw, reader.bytesRead(), Files.size(file)), false);
        }
    }

    /** An empty line is no record. */
    private static long records(FieldBatch batch) {
        long count = 0;
        for (int row = 0; row < batch.rowCount(); row++) {
            count += batch.fieldCount(row) > 1 || batch.rawEnd(row) > batch.rawStart(row) ? 1 : 0;
        }
        return count;
    }

    private static long rawBytes(FieldBatch batch) {
        int last = batch.rowCount() - 1;
        return last < 0 ? 0 : batch.rawEnd(last) - batch.rawStart(0);
    }

    private static long scaled(long records, long raw, long read, long size) {
        // Readers read ahead: of a plain file, what was handed out says more than what was read.
        long stored = read > 2 * raw || read < raw ? read : raw;
        return stored == 0 ? records : Math.max(records, Math.round((double) records / stored * size));
    }
}

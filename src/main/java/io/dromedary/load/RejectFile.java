package io.dromedary.load;

import io.dromedary.dialect.Rejection;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.FieldBatch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rejected records as two files: the records as they were, byte for byte, under the header, which can be corrected and
 * loaded again with the same settings; and a file with the reason of each, in the same order. Both are made with the
 * first record. Thread-safe.
 */
final class RejectFile implements AutoCloseable {
    private final Path records;
    private final Path reasons;
    private final byte[] header;
    private @Nullable OutputStream recordsOut;
    private @Nullable OutputStream reasonsOut;
    private long count;

    /**
     * For the rejected records of a file.
     *
     * @param directory where the two are made; older ones of the same file are replaced
     * @param name of the file
     * @param header what stands above the records, with its end of line; empty: nothing
     */
    RejectFile(Path directory, String name, String header) {
        this.records = directory.resolve(name + ".rejected");
        this.reasons = directory.resolve(name + ".reasons.csv");
        this.header = header.getBytes(StandardCharsets.UTF_8);
    }

    /** Adds a record. */
    synchronized void add(FieldBatch batch, Rejection rejection) {
        try {
            OutputStream toRecords = open();
            int row = rejection.row();
            toRecords.write(batch.bytes(), batch.rawStart(row), batch.rawEnd(row) - batch.rawStart(row));
            toRecords.write('\n');
            count++;
            writeReason("%d,%d,%d,%s,%s,%s%n"
                    .formatted(
                            count,
                            batch.line(row),
                            batch.offset(row),
                            quoted(rejection.column()),
                            rejection.sqlState(),
                            quoted(
                                    batch.part().isEmpty()
                                            ? rejection.message()
                                            : batch.part() + ": " + rejection.message())));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private OutputStream open() throws IOException {
        OutputStream open = recordsOut;
        if (open == null) {
            open = new BufferedOutputStream(Files.newOutputStream(records));
            recordsOut = open;
            reasonsOut = new BufferedOutputStream(Files.newOutputStream(reasons));
            open.write(header);
            writeReason("record,line,byte_offset,column,sqlstate,message\n");
        }
        return open;
    }

    private void writeReason(String line) throws IOException {
        OutputStream open = reasonsOut;
        if (open != null) {
            open.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Where the records are, if there are any. */
    synchronized Optional<Path> findRecords() {
        return recordsOut == null ? Optional.empty() : Optional.of(records);
    }

    /** Removes both. */
    synchronized void discard() {
        close();
        if (recordsOut != null) {
            recordsOut = null;
            reasonsOut = null;
            try {
                Files.deleteIfExists(records);
                Files.deleteIfExists(reasons);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private DromedaryException failure(IOException e) {
        return DromedaryException.permanent(
                FailureCategory.DESTINATION,
                "%s: rejected records cannot be set aside: %s".formatted(records, e.getMessage()),
                e);
    }

    @Override
    public synchronized void close() {
        try (OutputStream first = recordsOut;
                OutputStream second = reasonsOut) {
            if (first != null && second != null) {
                first.flush();
                second.flush();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}

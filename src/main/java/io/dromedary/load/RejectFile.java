package io.dromedary.load;

import io.dromedary.dialect.LoadedRange;
import io.dromedary.dialect.Rejection;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import io.dromedary.table.FieldBatch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rejected records as two files: the records as they were, byte for byte, under the header, which can be corrected and
 * loaded again with the same settings; and a file with the reason of each, in the same order. Both are made with the
 * first record. A load that goes on where another has ended keeps those of the parts that are loaded. Thread-safe.
 */
final class RejectFile implements AutoCloseable {
    private final Path records;
    private final Path reasons;
    private final byte[] header;
    private final KeptRejects kept;
    private @Nullable OutputStream recordsOut;
    private @Nullable OutputStream reasonsOut;
    private final List<FileChannel> channels = new ArrayList<>();
    private long count;

    /**
     * For the rejected records of a file.
     *
     * @param directory where the two are made; older ones of the same file are removed
     * @param name of the file
     * @param header what stands above the records, with its end of line; empty: nothing
     * @param loaded the parts of the file whose rejected records are kept; empty: none
     */
    RejectFile(Path directory, String name, String header, List<LoadedRange> loaded) {
        this.records = directory.resolve(name + ".rejected");
        this.reasons = directory.resolve(name + ".reasons.csv");
        this.header = header.getBytes(StandardCharsets.UTF_8);
        this.kept = new KeptRejects(records, reasons, this.header, loaded);
        this.count = kept.count();
        if (count == 0) {
            removeOlder();
        }
    }

    /** They might be taken for those of this load. What is no file is where somebody wants them to go. */
    private void removeOlder() {
        try {
            for (Path file : List.of(records, reasons)) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Adds a record. */
    synchronized void add(FieldBatch batch, Rejection rejection) {
        try {
            OutputStream toRecords = open();
            int row = rejection.row();
            toRecords.write(batch.bytes(), batch.rawStart(row), batch.rawEnd(row) - batch.rawStart(row));
            toRecords.write('\n');
            count++;
            writeReason("%d,%d,%d,%s,%s,%s,%d\n"
                    .formatted(
                            count,
                            batch.line(row),
                            batch.offset(row),
                            quoted(rejection.column()),
                            rejection.sqlState(),
                            quoted(
                                    batch.part().isEmpty()
                                            ? rejection.message()
                                            : batch.part() + ": " + rejection.message()),
                            batch.rawEnd(row) - batch.rawStart(row)));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private OutputStream open() throws IOException {
        OutputStream open = recordsOut;
        if (open == null) {
            boolean isEmpty = kept.count() == 0;
            open = output(records, isEmpty);
            recordsOut = open;
            reasonsOut = output(reasons, isEmpty);
            if (isEmpty) {
                open.write(header);
                writeReason(KeptRejects.REASONS_HEADER);
            }
        }
        return open;
    }

    private OutputStream output(Path file, boolean isEmpty) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                isEmpty ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
        channels.add(channel);
        return new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /** How many there are, with those that are kept. */
    synchronized long count() {
        return count;
    }

    /** Hands over what was added, so that the end of this process does not lose it. */
    synchronized void flush() {
        try {
            if (recordsOut != null && reasonsOut != null) {
                // A reason without its record would be taken for one with it.
                recordsOut.flush();
                reasonsOut.flush();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Makes sure that what was added is on its disk. */
    synchronized void force() {
        flush();
        try {
            for (FileChannel channel : channels) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw failure(e);
        }
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
        return count == 0 ? Optional.empty() : Optional.of(records);
    }

    /** Removes both. */
    synchronized void discard() {
        close();
        if (recordsOut != null) {
            recordsOut = null;
            reasonsOut = null;
            count = 0;
            removeOlder();
        }
    }

    private DromedaryException failure(IOException e) {
        return DromedaryException.permanent(
                FailureCategory.DESTINATION,
                "%s: rejected records cannot be set aside: %s. Nothing was committed without them; see to the disk"
                                .formatted(records, e)
                        + " and its permissions, or name another reject_directory",
                e);
    }

    @Override
    public synchronized void close() {
        flush();
        try {
            for (FileChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}

package io.dromedary.load;

import io.dromedary.dialect.LoadedRange;
import io.dromedary.failure.DromedaryException;
import io.dromedary.failure.FailureCategory;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * What a load that was interrupted has set aside: of the parts that are loaded it is kept, since nobody reads them
 * again; the rest will be read again and is taken out.
 */
final class KeptRejects {
    static final String REASONS_HEADER = "record,line,byte_offset,column,sqlstate,message,bytes\n";

    private static final int OFFSET = 2;
    private static final byte[] EXPECTED = REASONS_HEADER.getBytes(StandardCharsets.UTF_8);

    private final List<LoadedRange> loaded;
    private long count;

    /**
     * Rewrites both files, if there are any.
     *
     * @param loaded in order; empty: nothing is kept, and nothing is touched
     */
    KeptRejects(Path records, Path reasons, byte[] header, List<LoadedRange> loaded) {
        this.loaded = loaded;
        if (loaded.isEmpty() || !Files.exists(reasons) || !Files.exists(records)) {
            return;
        }
        Path keptRecords = records.resolveSibling(records.getFileName() + ".kept");
        Path keptReasons = reasons.resolveSibling(reasons.getFileName() + ".kept");
        try {
            copy(records, reasons, header, keptRecords, keptReasons);
            if (count > 0) {
                Files.move(keptRecords, records, StandardCopyOption.REPLACE_EXISTING);
                Files.move(keptReasons, reasons, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(keptRecords);
            Files.deleteIfExists(keptReasons);
        } catch (IOException e) {
            throw DromedaryException.permanent(
                    FailureCategory.DESTINATION,
                    "%s: the rejected records of the load that was interrupted cannot be kept: %s"
                            .formatted(records, e),
                    e);
        }
    }

    /** So many are kept. */
    long count() {
        return count;
    }

    private void copy(Path records, Path reasons, byte[] header, Path keptRecords, Path keptReasons)
            throws IOException {
        try (InputStream recordsIn = new BufferedInputStream(Files.newInputStream(records));
                InputStream reasonsIn = new BufferedInputStream(Files.newInputStream(reasons));
                OutputStream recordsOut = new BufferedOutputStream(Files.newOutputStream(keptRecords));
                OutputStream reasonsOut = new BufferedOutputStream(Files.newOutputStream(keptReasons))) {
            boolean isOurs = Arrays.equals(recordsIn.readNBytes(header.length), header)
                    && Arrays.equals(reasonsIn.readNBytes(EXPECTED.length), EXPECTED);
            recordsOut.write(header);
            reasonsOut.write(EXPECTED);
            String reason = isOurs ? line(reasonsIn) : "";
            while (!reason.isEmpty()) {
                int length = Integer.parseInt(
                                reason.substring(reason.lastIndexOf(',') + 1).strip())
                        + 1;
                byte[] record = recordsIn.readNBytes(length);
                if (record.length < length) {
                    break;
                }
                if (isLoaded(Long.parseLong(reason.split(",", OFFSET + 2)[OFFSET]))) {
                    count++;
                    recordsOut.write(record);
                    reasonsOut.write((count + reason.substring(reason.indexOf(','))).getBytes(StandardCharsets.UTF_8));
                }
                reason = line(reasonsIn);
            }
        }
    }

    private boolean isLoaded(long offset) {
        return loaded.stream().anyMatch(range -> range.from() <= offset && offset < range.to());
    }

    /** The next line, whose quoted fields may have ends of lines; empty if there is none that is whole. */
    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        boolean isQuoted = false;
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            isQuoted ^= next == '"';
            if (next == '\n' && !isQuoted) {
                return line.toString(StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}

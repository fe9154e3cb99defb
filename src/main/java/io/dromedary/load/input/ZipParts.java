package io.dromedary.load.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a zip file. None is ever written anywhere under its name. What is unpacked is held against the size
 * and the checksum that the file declares, and against the limits of the job. Thread-safe but for the streams.
 */
public final class ZipParts implements AutoCloseable {
    private static final int ENTRIES_MAX = 100_000;

    private final String name;
    private final ZipFile file;
    private final SourceFormat limits;
    private final AtomicLong read = new AtomicLong();

    /** Opens a file; messages call it by the name. */
    public ZipParts(String name, Path path, SourceFormat limits) {
        this.name = name;
        this.limits = limits;
        try {
            this.file = new ZipFile(path.toFile());
        } catch (IOException e) {
            throw InputFailures.damaged(
                    name,
                    "is a damaged or encrypted zip file: %s. Get it again, or unpack it".formatted(e.getMessage()));
        }
        try {
            checkNames();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void checkNames() {
        if (file.size() > ENTRIES_MAX) {
            throw InputFailures.damaged(name, "has %,d entries, more than %,d".formatted(file.size(), ENTRIES_MAX));
        }
        for (String entry : names()) {
            boolean isOutside = entry.startsWith("/")
                    || entry.contains("\\")
                    || entry.matches("(?s)[A-Za-z]:.*")
                    || List.of(entry.split("/", -1)).contains("..");
            if (isOutside) {
                throw InputFailures.damaged(
                        name,
                        ("has an entry \"%s\", which points out of the file, as entries do that are"
                                        + " made to overwrite files. Nothing was read")
                                .formatted(entry));
            }
        }
    }

    /** The names of all entries that are no directories, in the order of the file. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        file.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
        return names;
    }

    /** Whether there is such an entry. */
    public boolean has(String entry) {
        return find(entry) != null;
    }

    private @Nullable ZipEntry find(String entry) {
        return file.getEntry(entry);
    }

    /** The unpacked bytes of an entry. */
    public InputStream open(String entry) {
        ZipEntry found = find(entry);
        if (found == null) {
            throw InputFailures.damaged(name, "has no entry \"%s\"".formatted(entry));
        }
        String full = "%s: %s".formatted(name, entry);
        if (found.getSize() > limits.expandedBytesMax()) {
            throw InputFailures.damaged(
                    full,
                    "unpacks to %,d MB. If that is right, raise expanded_mb_max".formatted(found.getSize() >> 20));
        }
        try {
            InputStream unpacked = file.getInputStream(found);
            var expanded = new ExpandedInput(full, unpacked, limits, found::getCompressedSize);
            return new CheckedEntry(full, expanded, found);
        } catch (IOException e) {
            throw InputFailures.unreadable(full, e);
        }
    }

    /** About how many bytes of the file were read so far. */
    public long bytesRead() {
        return read.get();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw InputFailures.unreadable(name, e);
        }
    }

    /** Notices what {@link ZipFile} does not: a wrong checksum, and more or fewer bytes than declared. */
    private final class CheckedEntry extends FilterInputStream {
        private final String full;
        private final ZipEntry entry;
        private final CRC32 checksum = new CRC32();
        private long count;
        private long storedCounted;

        CheckedEntry(String full, InputStream in, ZipEntry entry) {
            super(in);
            this.full = full;
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got;
            try {
                got = in.read(bytes, offset, length);
            } catch (java.util.zip.ZipException | java.io.EOFException e) {
                throw damaged();
            }
            if (got > 0) {
                checksum.update(bytes, offset, got);
                count += got;
                countStored(got);
            }
            boolean isEnd = got < 0 && length > 0;
            boolean isWrong = count > entry.getSize()
                    || (isEnd && (count != entry.getSize() || checksum.getValue() != entry.getCrc()));
            if (isWrong) {
                throw damaged();
            }
            return got;
        }

        private void countStored(int got) {
            double part = entry.getSize() == 0 ? 1 : (double) count / entry.getSize();
            long stored = got < 0 ? 0 : (long) (entry.getCompressedSize() * Math.min(1, part));
            read.addAndGet(stored - storedCounted);
            storedCounted = stored;
        }

        @Override
        public long skip(long length) throws IOException {
            byte[] waste = new byte[(int) Math.min(length, 1 << 16)];
            return Math.max(0, read(waste, 0, waste.length));
        }

        private RuntimeException damaged() {
            return InputFailures.damaged(
                    full,
                    "is damaged: its bytes are not those of the size and checksum that the file"
                            + " declares. Get it again");
        }
    }
}

package io.dromedary.load.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Unpacked bytes, refused where they become far more than their file lets expect. */
public final class ExpandedInput extends FilterInputStream {
    /** Up to here, a file may be packed as well as it likes. */
    private static final long FREE_BYTES = 32L << 20;

    private final String name;
    private final SourceFormat limits;
    private final LongSupplier stored;
    private long count;

    /**
     * Looks at what is unpacked.
     *
     * @param stored how many bytes of the file that took so far
     */
    public ExpandedInput(String name, InputStream in, SourceFormat limits, LongSupplier stored) {
        super(in);
        this.name = name;
        this.limits = limits;
        this.stored = stored;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        expanded(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        expanded(Math.max(read, 0));
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        long skipped = in.skip(length);
        expanded(skipped);
        return skipped;
    }

    private void expanded(long read) {
        count += read;
        if (count > limits.expandedBytesMax()) {
            throw InputFailures.damaged(
                    name,
                    "unpacks to more than %,d MB. If that is right, raise expanded_mb_max"
                            .formatted(limits.expandedBytesMax() >> 20));
        } else if (count > FREE_BYTES && count / limits.expansionRatioMax() > stored.getAsLong()) {
            throw InputFailures.damaged(
                    name,
                    ("unpacks to more than %,d times its size, as files do that are made to fill a"
                                    + " machine. If that is right, raise expansion_ratio_max")
                            .formatted(limits.expansionRatioMax()));
        }
    }
}

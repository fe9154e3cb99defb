package io.dromedary.parquet;

import java.io.IOException;
import java.io.OutputStream;

/** Counts what goes through: where in the file the next byte will lie. Does not close what it writes to. */
public final class PositionedOutput extends OutputStream {
    private final OutputStream out;
    private long position;

    /** Starts at zero. */
    public PositionedOutput(OutputStream out) {
        this.out = out;
    }

    /** Bytes so far. */
    public long position() {
        return position;
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        position++;
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        out.write(source, from, length);
        position += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}

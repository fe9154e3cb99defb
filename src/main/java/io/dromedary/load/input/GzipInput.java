package io.dromedary.load.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip, all members of it. Unlike {@link java.util.zip.GZIPInputStream} it never takes a pause of its source
 * for the end, and what follows a member has to be another one or zeros.
 */
final class GzipInput extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC = 0x8B1F;
    private static final int DEFLATED = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final String name;
    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int length;
    private boolean isAtEnd;

    GzipInput(String name, InputStream in) throws IOException {
        this.name = name;
        this.in = in;
        startMember(next());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (!isAtEnd) {
            int written = inflate(bytes, offset, count);
            if (written > 0) {
                checksum.update(bytes, offset, written);
                return written;
            } else if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw damaged("its data needs a dictionary");
            } else {
                fill();
                inflater.setInput(buffer, 0, length);
                at = length;
            }
        }
        return -1;
    }

    private int inflate(byte[] bytes, int offset, int count) {
        try {
            return inflater.inflate(bytes, offset, count);
        } catch (DataFormatException e) {
            throw damaged("its compressed data is damaged");
        }
    }

    private void endMember() throws IOException {
        at = length - inflater.getRemaining();
        long expected = number(4);
        long size = number(4);
        if (expected != checksum.getValue() || size != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw damaged("its data is not that of its checksum");
        }
        int first = nextOrEnd();
        while (first == 0) {
            first = nextOrEnd();
        }
        if (first < 0) {
            isAtEnd = true;
        } else {
            startMember(first);
        }
    }

    private void startMember(int first) throws IOException {
        if ((first | next() << 8) != MAGIC || next() != DEFLATED) {
            throw damaged("what follows the compressed data is nothing that gzip writes");
        }
        int flags = next();
        number(6);
        if ((flags & HAS_EXTRA) != 0) {
            for (long left = number(2); left > 0; left--) {
                next();
            }
        }
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        if ((flags & HAS_CHECKSUM) != 0) {
            number(2);
        }
        inflater.reset();
        checksum.reset();
        inflater.setInput(buffer, at, length - at);
        at = length;
    }

    private void skipText(boolean isThere) throws IOException {
        int c = isThere ? next() : 0;
        while (c != 0) {
            c = next();
        }
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next() << (8 * i);
        }
        return number;
    }

    private int next() throws IOException {
        int next = nextOrEnd();
        if (next < 0) {
            throw cutOff();
        }
        return next;
    }

    private int nextOrEnd() throws IOException {
        if (at == length) {
            length = Math.max(0, in.read(buffer, 0, buffer.length));
            at = 0;
        }
        return at < length ? buffer[at++] & 0xFF : -1;
    }

    private void fill() throws IOException {
        length = in.read(buffer, 0, buffer.length);
        if (length < 0) {
            length = 0;
            throw cutOff();
        }
    }

    private EOFException cutOff() {
        return new EOFException(name);
    }

    private RuntimeException damaged(String what) {
        return InputFailures.damaged(name, "is a damaged gzip file: %s. Get it again".formatted(what));
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}

package io.dromedary.load.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text of any encoding as UTF-8, by the policies of a job. */
public final class Utf8Input extends InputStream {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MARK_BYTES = 3;

    private final String name;
    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final boolean removesNul;
    private final ByteBuffer stored = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharBuffer text = CharBuffer.allocate(BUFFER_BYTES).limit(0);
    private final ByteBuffer out = ByteBuffer.allocate(3 * BUFFER_BYTES).limit(0);
    private boolean isAtEnd;
    private boolean isFinished;
    private long offset;
    private long line = 1;

    private Utf8Input(String name, InputStream in, Charset charset, SourceFormat format) {
        this.name = name;
        this.in = in;
        this.removesNul = format.nulBytes() == NulBytes.REMOVE;
        var action = format.invalidText() == InvalidText.REPLACE ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        this.decoder = charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    }

    /**
     * Text as UTF-8. What is UTF-8 already comes back unchanged and unchecked, unless a policy wants to change it: who
     * reads the records refuses those that are wrong. A byte order mark wins over what a job says.
     */
    public static InputStream of(String name, InputStream in, SourceFormat format) throws IOException {
        var marked = new PushbackInputStream(in, MARK_BYTES);
        byte[] first = marked.readNBytes(MARK_BYTES);
        Charset charset = charset(first, format);
        boolean isMarked16 = first.length >= 2 && byMark(first) != null && first[0] != (byte) 0xEF;
        int skipped = isMarked16 ? 2 : 0;
        marked.unread(first, skipped, first.length - skipped);
        boolean isPlain = charset.equals(StandardCharsets.UTF_8)
                && format.invalidText() == InvalidText.FAIL
                && format.nulBytes() == NulBytes.FAIL;
        return isPlain ? marked : new Utf8Input(name, marked, charset, format).behind(skipped);
    }

    private Utf8Input behind(int skipped) {
        offset = skipped;
        return this;
    }

    private static Charset charset(byte[] first, SourceFormat format) {
        Charset marked = byMark(first);
        if (marked != null) {
            return marked;
        }
        return format.encoding().isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(format.encoding());
    }

    private static @Nullable Charset byMark(byte[] first) {
        if (first.length >= 3 && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        } else if (first.length >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        } else if (first.length >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (!out.hasRemaining()) {
            if (isFinished) {
                return -1;
            }
            convert();
        }
        int count = Math.min(length, out.remaining());
        out.get(bytes, from, count);
        return count;
    }

    private void convert() throws IOException {
        fill();
        text.clear();
        int before = stored.position();
        CoderResult result = decoder.decode(stored, text, isAtEnd);
        isFinished = isAtEnd && result.isUnderflow();
        if (isFinished) {
            decoder.flush(text);
        }
        text.flip();
        offset += stored.position() - before;
        if (result.isError()) {
            countLines();
            throw InputFailures.damaged(
                    name,
                    ("line %,d, byte %,d: this is no text in %s. Say which encoding it is with"
                                    + " encoding, or set invalid_text to replace")
                            .formatted(line, offset, decoder.charset().name()));
        }
        countLines();
        if (removesNul) {
            removeNul();
        }
        out.clear();
        encoder.encode(text, out, false);
        out.flip();
        keepHalfCharacter();
    }

    private void fill() throws IOException {
        stored.compact();
        int count = isAtEnd ? 0 : in.read(stored.array(), stored.position(), stored.remaining());
        isAtEnd |= count < 0;
        stored.position(stored.position() + Math.max(count, 0)).flip();
    }

    private void countLines() {
        for (int i = 0; i < text.limit(); i++) {
            line += text.get(i) == '\n' ? 1 : 0;
        }
    }

    private void removeNul() {
        int to = 0;
        for (int i = 0; i < text.limit(); i++) {
            char c = text.get(i);
            if (c != 0) {
                text.put(to++, c);
            }
        }
        text.limit(to);
    }

    /** Decoders give both halves at once; this is for those that do not. */
    private void keepHalfCharacter() {
        if (text.hasRemaining()) {
            throw InputFailures.damaged(name, "line %,d: half a character stands alone".formatted(line));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

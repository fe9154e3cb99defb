package io.dromedary.dialect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTapTest {
    private static final byte[] AUTHENTICATION = message('R', "ok");

    /** The bytes of a message. */
    static byte[] message(char type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(WireTap.HEADER_BYTES + bytes.length)
                .put((byte) type)
                .putInt(Integer.BYTES + bytes.length)
                .put(bytes)
                .array();
    }

    /** Everything one after the other, at most so many bytes a read. */
    private static WireTap tap(int bytesPerRead, byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return new WireTap(new ByteArrayInputStream(all.toByteArray()) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, bytesPerRead));
            }
        });
    }

    private static byte[] readOnce(InputStream in) throws IOException {
        byte[] target = new byte[100_000];
        int count = in.read(target, 0, target.length);
        return Arrays.copyOf(target, count);
    }

    private static void pass(WireTap tap, byte[] expected) throws IOException {
        assertThat(tap.readNBytes(expected.length)).isEqualTo(expected);
    }

    @Test
    void handsOutOneMessageAtATime() throws IOException {
        byte[] big = message('D', "x".repeat(10_000));
        WireTap tap = tap(Integer.MAX_VALUE, AUTHENTICATION, message('Z', ""), big, message('C', "done"));
        assertThat(readOnce(tap)).isEqualTo(AUTHENTICATION);
        assertThat(readOnce(tap)).isEqualTo(message('Z', ""));
        assertThat(tap.isBetweenMessages()).isTrue();
        assertThat(readOnce(tap)).isEqualTo(big);
        assertThat(readOnce(tap)).isEqualTo(message('C', "done"));
        assertThat(tap.read(new byte[1], 0, 1)).isEqualTo(-1);
        assertThat(tap.isOpaque()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 4096, 16384})
    void neverReadsAheadHoweverTheBytesArrive(int bytesPerRead) throws IOException {
        byte[] large = message('D', "y".repeat(40_000));
        WireTap tap =
                tap(bytesPerRead, "N".getBytes(StandardCharsets.US_ASCII), AUTHENTICATION, large, message('d', "row"));
        pass(tap, new byte[] {'N'});
        pass(tap, AUTHENTICATION);
        pass(tap, large);
        assertThat(tap.isBetweenMessages()).isTrue();
        byte[] raw = new byte[100];
        int count = 0;
        for (int n = 0; n >= 0; n = tap.readWire(raw, count, raw.length - count)) {
            count += n;
        }
        assertThat(Arrays.copyOf(raw, count)).isEqualTo(message('d', "row"));
    }

    @Test
    void takesBytesBackForTheDriver() throws IOException {
        byte[] notice = message('N', "careful");
        byte[] rows = message('d', "z".repeat(30_000));
        WireTap tap = tap(20_000, AUTHENTICATION, rows, notice, rows, message('c', ""));
        pass(tap, AUTHENTICATION);
        byte[] raw = new byte[rows.length + notice.length + 3];
        for (int count = 0; count < raw.length; ) {
            count += tap.readWire(raw, count, raw.length - count);
        }
        tap.unread(raw, rows.length, notice.length + 3);
        assertThat(readOnce(tap)).isEqualTo(notice);
        assertThat(tap.isBetweenMessages()).isTrue();
        pass(tap, rows);
        pass(tap, message('c', ""));
        assertThat(tap.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {'S', 'G', 0x16})
    void seesThatTheConnectionIsEncrypted(int firstByte) throws IOException {
        byte[] cipher = {(byte) firstByte, 1, 2, 3, 0, 0, 0, 9};
        WireTap tap = tap(Integer.MAX_VALUE, cipher);
        assertThat(readOnce(tap)).isEqualTo(cipher);
        assertThat(tap.isOpaque()).isTrue();
        assertThat(tap.isBetweenMessages()).isFalse();
        assertThatThrownBy(() -> tap.readWire(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failsWhenTheConnectionEndsWithinAMessage() throws IOException {
        WireTap tap = tap(Integer.MAX_VALUE, AUTHENTICATION, new byte[] {'D', 0, 0});
        pass(tap, AUTHENTICATION);
        assertThatThrownBy(() -> readOnce(tap)).isInstanceOf(EOFException.class);
    }
}

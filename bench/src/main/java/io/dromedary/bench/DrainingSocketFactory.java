package io.dromedary.bench;

import io.dromedary.bench.Contender.Exported;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Sockets for the driver, whose incoming bytes pass by a {@link Reply}, which can go on reading without the driver. */
public final class DrainingSocketFactory extends SocketFactory {
    private static final ThreadLocal<Reply> REPLY = new ThreadLocal<>();

    /** What comes on the next connection of this thread. */
    static Reply replyOfThisThread() {
        var reply = new Reply();
        REPLY.set(reply);
        return reply;
    }

    @Override
    public Socket createSocket() {
        Reply reply = REPLY.get();
        REPLY.remove();
        return new Socket() {
            @Override
            public InputStream getInputStream() throws IOException {
                return reply.over(super.getInputStream());
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("The driver connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("The driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("The driver connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("The driver connects by itself");
    }

    /** The server's messages: each a letter and a length, that includes itself. Knows where in a message it is. */
    static final class Reply implements AutoCloseable {
        private static final int HEADER_BYTES = 5;

        private @Nullable InputStream in;
        private final byte[] header = new byte[HEADER_BYTES];
        private final StringBuilder command = new StringBuilder();
        private int headerBytes;
        private long bodyLeft;
        private long bytes;
        private boolean copyEnded;

        private InputStream over(InputStream socket) {
            in = socket;
            return new FilterInputStream(socket) {
                @Override
                public int read() throws IOException {
                    throw new UnsupportedOperationException("The driver reads arrays");
                }

                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    int count = super.read(to, offset, length);
                    follow(to, offset, Math.max(0, count));
                    return count;
                }
            };
        }

        /** Reads to the end of the COPY. */
        Exported drain() throws IOException {
            byte[] buffer = new byte[1 << 17];
            while (!copyEnded) {
                int count = Objects.requireNonNull(in).read(buffer, 0, buffer.length);
                if (count < 0) {
                    throw new IOException("The server has closed the connection in the middle of a COPY");
                }
                follow(buffer, 0, count);
            }
            return new Exported(Long.parseLong(command.substring("COPY ".length())), bytes);
        }

        private void follow(byte[] buffer, int offset, int length) throws IOException {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                if (headerBytes < HEADER_BYTES) {
                    header[headerBytes++] = buffer[at++];
                    if (headerBytes == HEADER_BYTES) {
                        startMessage();
                    }
                } else {
                    int count = (int) Math.min(bodyLeft, end - at);
                    body(buffer, at, count);
                    at += count;
                }
                if (headerBytes == HEADER_BYTES && bodyLeft == 0) {
                    headerBytes = 0;
                    copyEnded |= header[0] == 'C' && command.indexOf("COPY ") == 0;
                }
            }
        }

        private void startMessage() {
            bodyLeft = (long) ByteBuffer.wrap(header).getInt(1) - Integer.BYTES;
            if (header[0] == 'C') {
                command.setLength(0);
            }
        }

        private void body(byte[] buffer, int at, int count) throws IOException {
            bodyLeft -= count;
            if (header[0] == 'd') {
                bytes += count;
            } else if (header[0] == 'C') {
                // Without the zero that ends it.
                int end = bodyLeft == 0 ? count - 1 : count;
                command.append(new String(buffer, at, end, StandardCharsets.US_ASCII));
            } else if (header[0] == 'E' && bytes > 0) {
                throw new IOException(new String(buffer, at, count, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void close() {
            REPLY.remove();
        }
    }
}

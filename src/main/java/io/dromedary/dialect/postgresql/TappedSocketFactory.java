package io.dromedary.dialect.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Gives the driver sockets with a {@link WireTap}. The driver creates it by name, hence public, with a token that says
 * whose connection it is.
 */
public final class TappedSocketFactory extends SocketFactory {
    private static final Map<String, Slot> SLOTS = new ConcurrentHashMap<>();

    private final Slot slot;

    /** Called by the driver. */
    public TappedSocketFactory(String token) {
        slot = SLOTS.getOrDefault(token, new Slot());
    }

    /** Where the tap of a connection is left while the driver connects. */
    static final class Slot implements AutoCloseable {
        private final String token = UUID.randomUUID().toString();
        private volatile @Nullable TappedSocket latest;

        private Slot() {}

        static Slot open() {
            Slot slot = new Slot();
            SLOTS.put(slot.token, slot);
            return slot;
        }

        String token() {
            return token;
        }

        /** The tap of the last socket: the driver may have given up others on the way to a connection. */
        WireTap tap() throws IOException {
            TappedSocket socket = latest;
            if (socket == null) {
                throw new IllegalStateException("The driver has connected without its socket factory");
            }
            return socket.getInputStream();
        }

        @Override
        public void close() {
            SLOTS.remove(token);
        }
    }

    private static final class TappedSocket extends Socket {
        private @Nullable WireTap tap;

        @Override
        public synchronized WireTap getInputStream() throws IOException {
            if (tap == null) {
                InputStream wire = super.getInputStream();
                tap = new WireTap(wire);
            }
            return tap;
        }
    }

    @Override
    public Socket createSocket() {
        TappedSocket socket = new TappedSocket();
        slot.latest = socket;
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw onlyUnconnected();
    }

    private static UnsupportedOperationException onlyUnconnected() {
        return new UnsupportedOperationException("The driver connects its sockets itself");
    }
}

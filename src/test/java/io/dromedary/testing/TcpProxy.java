package io.dromedary.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on loopback and calls a fault at the n-th read of what the server sends. */
public final class TcpProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final int serverPort;
    private final int faultAt;
    private final @Nullable Runnable fault;
    private final AtomicInteger reads = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * Listens on a free port.
     *
     * @param serverPort where the server is
     * @param faultAt at which read of all connections together the fault is called, counted from one
     */
    public TcpProxy(int serverPort, int faultAt, @Nullable Runnable fault) throws IOException {
        this.serverPort = serverPort;
        this.faultAt = faultAt;
        this.fault = fault;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Cuts all connections at the n-th read; new ones are let through. */
    public static TcpProxy cutting(int serverPort, int cutAt) throws IOException {
        return new TcpProxy(serverPort, cutAt, null);
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How often the server's bytes were read so far. */
    public int reads() {
        return reads.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(client);
                sockets.add(server);
                start(() -> pump(client, server, false));
                start(() -> pump(server, client, true));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void pump(Socket from, Socket to, boolean fromServer) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (fromServer && reads.incrementAndGet() == faultAt) {
                    breakSomething();
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // The other side is gone; both sockets are closed by now, which is what a proxy has to do.
            sockets.remove(from);
        }
    }

    private void breakSomething() {
        if (fault == null) {
            cut();
        } else {
            fault.run();
        }
    }

    private void cut() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "tcp-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            cut();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package io.dromedary.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between an HTTP client and a server on loopback; some requests go wrong. One request for each connection. */
public final class HttpFaultProxy implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    /** What goes wrong. */
    public enum Fault {
        /** The connection ends before the server has heard of it. */
        DROP,
        /** The server does it, and the connection ends before its answer. */
        DROP_ANSWER,
        /** The server does it, and half of its answer is lost. */
        TRUNCATE_ANSWER,
        /** The body of the request is cut off on its way. */
        TRUNCATE_REQUEST,
        /** It is answered late. */
        DELAY,
        /** The server says that it failed. */
        INTERNAL_ERROR,
        /** The server is not there. */
        UNAVAILABLE,
        /** The server has too much to do. */
        SLOW_DOWN,
        /** The server does not know {@code If-None-Match}. */
        IGNORE_IF_NONE_MATCH,
        /** The server does not know {@code If-Match}. */
        IGNORE_IF_MATCH
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final Fault fault;
    private final int from;
    private final int count;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * Listens on a free port.
     *
     * @param from the first request that goes wrong, counted from one
     * @param count how many go wrong
     */
    public HttpFaultProxy(int serverPort, Fault fault, int from, int count) throws IOException {
        this.serverPort = serverPort;
        this.fault = fault;
        this.from = from;
        this.count = count;
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Requests so far. */
    public int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                start(() -> serve(client));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            InputStream in = client.getInputStream();
            String head = head(in);
            if (head.isEmpty()) {
                return;
            }
            int number = requests.incrementAndGet();
            boolean fails = number >= from && number < from + count;
            if (fails && fault == Fault.DROP) {
                return;
            }
            byte[] body = body(client, in, head);
            if (fails && isAnsweredHere(client)) {
                return;
            }
            boolean cut = fails && fault == Fault.TRUNCATE_REQUEST;
            String sent = fails ? withoutConditions(head) : head;
            send(server, sent, cut ? Arrays.copyOf(body, body.length / 2) : body);
            if (cut) {
                return;
            }
            answer(client, server.getInputStream().readAllBytes(), fails);
        } catch (IOException e) {
            // One of the two is gone; both sockets are closed by now, which is what a proxy has to do.
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.write(b);
            matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Headers that are not known are not signed either, or the server would complain. */
    private String withoutConditions(String head) {
        String header =
                switch (fault) {
                    case IGNORE_IF_NONE_MATCH -> "if-none-match";
                    case IGNORE_IF_MATCH -> "if-match";
                    default -> "";
                };
        return header.isEmpty() ? head : head.replaceFirst("(?i)\r\n" + header + ":[^\r]*", "");
    }

    private static byte[] body(Socket client, InputStream in, String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            return new byte[0];
        }
        if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect:")) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return in.readNBytes(Integer.parseInt(length.group(1)));
    }

    private static void send(Socket server, String head, byte[] body) throws IOException {
        String single = head.replaceAll("(?i)\r\n(connection|expect):[^\r]*", "")
                .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
        OutputStream out = server.getOutputStream();
        out.write(single.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private boolean isAnsweredHere(Socket client) throws IOException {
        String status =
                switch (fault) {
                    case INTERNAL_ERROR -> "500 InternalError";
                    case UNAVAILABLE -> "503 ServiceUnavailable";
                    case SLOW_DOWN -> "503 SlowDown";
                    default -> "";
                };
        if (status.isEmpty()) {
            return false;
        }
        String xml = "<Error><Code>%s</Code><Message>On purpose</Message></Error>".formatted(status.substring(4));
        String answer =
                "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(status, xml.length(), xml);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        return true;
    }

    private void answer(Socket client, byte[] answer, boolean fails) throws IOException {
        if (fails && fault == Fault.DROP_ANSWER) {
            return;
        } else if (fails && fault == Fault.DELAY) {
            LockSupport.parkNanos(300_000_000);
        }
        boolean cut = fails && fault == Fault.TRUNCATE_ANSWER;
        client.getOutputStream().write(answer, 0, cut ? answer.length / 2 : answer.length);
        client.getOutputStream().flush();
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.refgate.benchmarks;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection over loopback that does as little as it can: the cores that it takes are taken from
 * the server under test. Reads answers that state their length, which both servers' answers do.
 */
final class Connection implements Closeable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int BUFFER = 64 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int bodyStart;
    private int end;

    Connection(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a request, reads the whole answer, and says its status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        end = 0;
        do {
            fill();
        } while (!hasHead());
        String head = new String(buffer, 0, bodyStart, StandardCharsets.ISO_8859_1);
        int all = bodyStart + contentLength(head);
        if (all > BUFFER) {
            throw new IOException("an answer of " + all + " bytes (expected at most " + BUFFER + ")");
        }
        while (end < all) {
            fill();
        }
        return Integer.parseInt(head, 9, 12, 10);
    }

    /** The last answer's body. */
    String body() {
        return new String(buffer, bodyStart, end - bodyStart, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void fill() throws IOException {
        int read = in.read(buffer, end, BUFFER - end);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += read;
    }

    private boolean hasHead() {
        for (int at = 3; at < end; at++) {
            if (buffer[at] == '\n' && buffer[at - 1] == '\r' && buffer[at - 2] == '\n' && buffer[at - 3] == '\r') {
                bodyStart = at + 1;
                return true;
            }
        }
        return false;
    }

    private static int contentLength(String head) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without Content-Length:\n" + head);
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }
}

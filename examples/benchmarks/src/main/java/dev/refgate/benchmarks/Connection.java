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
import java.util.Arrays;

/**
 * One kept-alive HTTP/1.1 connection over loopback that does as little as it can: the cores that it takes are taken from
 * the server under test. Reads answers that state their length, which both servers' answers do.
 */
final class Connection implements Closeable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int BUFFER = 64 * 1024;
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    /** Where the status is: after {@code HTTP/1.1} and a space. */
    private static final int STATUS = 9;

    private static final int STATUS_DIGITS = 3;

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
        int all = bodyStart + contentLength();
        if (all > BUFFER) {
            throw new IOException("an answer of " + all + " bytes (expected at most " + BUFFER + ")");
        }
        while (end < all) {
            fill();
        }
        return number(STATUS, STATUS + STATUS_DIGITS);
    }

    /** Whether these bytes are in the last answer's body. */
    boolean bodyContains(byte[] wanted) {
        for (int at = bodyStart; at <= end - wanted.length; at++) {
            if (Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
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

    private int contentLength() throws IOException {
        for (int at = 0; at < bodyStart - LENGTH.length; at++) {
            if (isLength(at)) {
                int from = at + LENGTH.length;
                while (buffer[from] == ' ') {
                    from++;
                }
                int to = from;
                while (buffer[to] != '\r') {
                    to++;
                }
                return number(from, to);
            }
        }
        throw new IOException(
                "an answer without Content-Length:\n" + new String(buffer, 0, bodyStart, StandardCharsets.ISO_8859_1));
    }

    private boolean isLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            byte one = buffer[at + i];
            if (LENGTH[i] != (one >= 'A' && one <= 'Z' ? one + 'a' - 'A' : one)) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int to) throws IOException {
        int number = 0;
        for (int at = from; at < to; at++) {
            if (buffer[at] < '0' || buffer[at] > '9') {
                throw new IOException(
                        "expected a number, got " + new String(buffer, from, to - from, StandardCharsets.ISO_8859_1));
            }
            number = 10 * number + buffer[at] - '0';
        }
        return number;
    }
}

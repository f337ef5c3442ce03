package dev.refgate.internal.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParserFactory;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/** Reads the head of an answer, in which the end of the connection is not as good as an empty line. */
final class WholeHead implements SessionInputBuffer {
    private final SessionInputBuffer buffer;
    private boolean hasBegun;

    private WholeHead(SessionInputBuffer buffer) {
        this.buffer = buffer;
    }

    /** A parser for each connection; the library asks its factory without saying the limits, which would be none then. */
    static HttpMessageParserFactory<ClassicHttpResponse> parsers(Http1Config limits) {
        return unlimited -> {
            DefaultHttpResponseParser parser = new DefaultHttpResponseParser(limits);
            return (buffer, in) -> parser.parse(new WholeHead(buffer), in);
        };
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int length = buffer.readLine(line, in);
        if (length < 0 && hasBegun) {
            throw new ConnectionClosedException("the head of the answer is cut off");
        }
        hasBegun = true;
        return length;
    }

    @Override
    public int length() {
        return buffer.length();
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public int available() {
        return buffer.available();
    }

    @Override
    public int read(byte[] into, int offset, int length, InputStream in) throws IOException {
        return buffer.read(into, offset, length, in);
    }

    @Override
    public int read(byte[] into, InputStream in) throws IOException {
        return buffer.read(into, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
        return buffer.read(in);
    }

    @Override
    public HttpTransportMetrics getMetrics() {
        return buffer.getMetrics();
    }
}

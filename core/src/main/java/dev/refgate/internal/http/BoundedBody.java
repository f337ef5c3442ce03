package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that may be so long, and no longer. */
final class BoundedBody extends FilterInputStream {
    private final String from;
    private final int most;
    private long read;

    BoundedBody(InputStream body, String from, int most) {
        super(body);
        this.from = from;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int unit = super.read();
        count(unit < 0 ? 0 : 1);
        return unit;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        count(Math.max(0, got));
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    /** Whoever closes it early has had enough; the connection is ended by its owner, not read to its end. */
    @Override
    public void close() {
        // Closing the body of an exchange would wait for the rest of it.
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long units) {
        read += units;
        if (read > most) {
            throw tooLong(from, most);
        }
    }

    static BlockException tooLong(String from, int most) {
        return new BlockException(from + " answered with more than " + most + " bytes", false);
    }
}

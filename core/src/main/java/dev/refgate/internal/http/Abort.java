package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends one exchange from outside: the socket is closed under it, and it gets no other. */
final class Abort implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Abort.class);

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Socket socket;
    private boolean aborted;

    /** Takes the socket that the exchange will use from now on. */
    <S extends Socket> S watch(S next) {
        lock.lock();
        try {
            if (aborted) {
                close(next);
                throw BlockException.connection("the call was aborted");
            }
            socket = next;
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        Socket open;
        lock.lock();
        try {
            aborted = true;
            open = socket;
            socket = null;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            close(open);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket could not be closed", e);
        }
    }
}

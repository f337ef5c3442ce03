package dev.refgate.server.http;

import dev.refgate.server.stream.Frame;
import dev.refgate.server.stream.RunFeed;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that reads a run's frames. Nothing waits for it: frames are written when the connection takes them, on the one
 * thread of {@link EventStreams}, and a client that falls behind the feed's window is cut off.
 */
final class EventStream implements WriteListener {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final RunFeed feed;
    private final RunFeed.Position position;
    private final ServletOutputStream out;
    private final Executor loop;
    private final Runnable cut;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Runnable signal = this::signal;
    private boolean open;
    private boolean flushDue = true;
    private boolean ended;
    private boolean quiet;
    private boolean keepAliveDue;

    /**
     * @param loop the one thread that everything here runs on
     * @param cut ends the connection in a way that the client notices
     */
    EventStream(RunFeed feed, long after, ServletOutputStream out, Executor loop, Runnable cut) {
        this.feed = feed;
        this.position = feed.after(after);
        this.out = out;
        this.loop = loop;
        this.cut = cut;
    }

    /** Completes when the client has everything, or is gone. */
    CompletableFuture<Void> done() {
        return done;
    }

    void start() {
        feed.tell(signal);
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() {
        later(() -> {
            open = true;
            write();
        });
    }

    @Override
    public void onError(Throwable thrown) {
        LOG.debug("a client left its stream", thrown);
        later(this::finish);
    }

    /** Writes a comment when nothing was written since the last call. */
    void keepAlive() {
        keepAliveDue = quiet;
        quiet = true;
        write();
    }

    /** Ends the connection, whatever the client has. */
    void cut() {
        cut.run();
        finish();
    }

    private void signal() {
        if (signalled.compareAndSet(false, true)) {
            later(() -> {
                signalled.set(false);
                write();
            });
        }
    }

    private void later(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            done.complete(null);
        }
    }

    private void write() {
        if (!open || done.isDone()) {
            return;
        }
        try {
            while (!done.isDone() && out.isReady()) {
                if (!writeOne()) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("a client left its stream", e);
            finish();
        }
    }

    /** Does one thing that the connection is ready for; false when there is nothing to do. */
    private boolean writeOne() throws IOException {
        if (flushDue) {
            flushDue = false;
            out.flush();
            return true;
        }
        if (ended) {
            finish();
            return false;
        }
        RunFeed.Step step = position.next();
        switch (step.state()) {
            case FRAME -> send(Objects.requireNonNull(step.frame()));
            case ENDED -> {
                ended = true;
                send(Frame.end());
            }
            case BROKEN -> cut();
            case NOTHING_YET -> {
                return sendKeepAlive();
            }
        }
        return true;
    }

    private boolean sendKeepAlive() throws IOException {
        if (!keepAliveDue) {
            return false;
        }
        keepAliveDue = false;
        send(Frame.keepAlive());
        return true;
    }

    private void send(byte[] frame) throws IOException {
        quiet = false;
        flushDue = true;
        out.write(frame);
    }

    private void finish() {
        feed.forget(signal);
        done.complete(null);
    }
}

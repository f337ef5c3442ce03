package dev.refgate.server.http;

import dev.refgate.server.stream.RunFeed;
import dev.refgate.server.thread.Daemons;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The clients that read streams. A stream has no thread: one thread writes to all of them, and only what their connections
 * take at once. To be closed when the runs are over.
 */
final class EventStreams {
    /** In bytes. A frame is written as a whole and sent at once; a buffer of the usual size would be kept for as long as the stream. */
    private static final int SMALL_BUFFER = 64;

    private final ScheduledExecutorService loop = Daemons.clock("refgate-streams");
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    /**
     * @param keepAlive after so much silence a stream gets a comment
     */
    EventStreams(Duration keepAlive) {
        long half = Math.max(1, keepAlive.toMillis() / 2);
        loop.scheduleAtFixedRate(() -> streams.forEach(EventStream::keepAlive), half, half, TimeUnit.MILLISECONDS);
    }

    /**
     * Answers with a run's frames, from the one behind {@code after} on.
     */
    void answer(Context context, RunFeed feed, long after) {
        context.future(() -> open(context, feed, after));
    }

    private CompletableFuture<Void> open(Context context, RunFeed feed, long after) {
        HttpServletResponse response = context.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setHeader("X-Accel-Buffering", "no");
        response.setBufferSize(SMALL_BUFFER);
        try {
            EventStream stream = new EventStream(
                    feed, after, response.getOutputStream(), loop, () -> Connections.close(context.req()));
            streams.add(stream);
            stream.start();
            return stream.done().thenRun(() -> streams.remove(stream));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    int count() {
        return streams.size();
    }

    /** Waits until all clients have everything, or until {@code limit}; then cuts the rest off. */
    void close(Duration limit) {
        if (loop.isShutdown()) {
            return;
        }
        CompletableFuture<?>[] open = streams.stream().map(EventStream::done).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(open).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            loop.execute(() -> streams.forEach(EventStream::cut));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.shutdown();
    }
}

package dev.refgate.server.http;

import java.time.Duration;

/**
 * How long the server and its clients wait for each other.
 *
 * @param patience how long a client of a run that is not streamed waits for the headers of the answer, at most
 * @param keepAlive how long a stream may be silent
 * @param asking how long a client may take for the head of a request, and once more for its body
 * @param leaving how long a connection on which nothing moves stays open when the server stops
 */
public record Timing(Duration patience, Duration keepAlive, Duration asking, Duration leaving) {
    private static final Duration USUAL_LEAVING = Duration.ofSeconds(1);

    public static final Timing DEFAULT =
            new Timing(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30));

    public Timing(Duration patience, Duration keepAlive, Duration asking) {
        this(patience, keepAlive, asking, USUAL_LEAVING);
    }

    public Timing withLeaving(Duration other) {
        return new Timing(patience, keepAlive, asking, other);
    }
}

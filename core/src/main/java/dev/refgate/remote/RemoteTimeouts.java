package dev.refgate.remote;

import dev.refgate.error.InvalidArgumentException;
import java.time.Duration;
import java.util.Map;

/**
 * How long a remote may take.
 *
 * @param connect until a connection stands
 * @param idle without a byte from it; a push waits ten times as long for the answer, since hooks take their time
 * @param whole for one fetch or one push
 */
public record RemoteTimeouts(Duration connect, Duration idle, Duration whole) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /** 10 s, 60 s, 5 min. */
    public static final RemoteTimeouts DEFAULT =
            new RemoteTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(5));

    public RemoteTimeouts {
        require("connect", connect);
        require("idle", idle);
        require("whole", whole);
    }

    private static void require(String name, Duration value) {
        if (value.toSeconds() < 1 || value.compareTo(LONGEST) > 0) {
            throw new InvalidArgumentException(
                    "timeout: " + name + " " + value.toSeconds() + " s (expected 1 s to 24 h)");
        }
    }

    /** From {@code REFGATE_REMOTE_CONNECT_TIMEOUT}, {@code …_IDLE_TIMEOUT} and {@code …_TIMEOUT}. */
    public static RemoteTimeouts fromVariables(Map<String, String> variables) {
        Variables read = new Variables(variables);
        return new RemoteTimeouts(
                read.duration("REFGATE_REMOTE_CONNECT_TIMEOUT", DEFAULT.connect),
                read.duration("REFGATE_REMOTE_IDLE_TIMEOUT", DEFAULT.idle),
                read.duration("REFGATE_REMOTE_TIMEOUT", DEFAULT.whole));
    }
}

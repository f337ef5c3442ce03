package dev.refgate.server.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one run, numbered from 1, for any number of readers. Adding never waits for a reader. What does not fit
 * into the window any more is forgotten, oldest first, so that memory has a bound whoever reads slowly or not at all; the
 * newest frame is always kept. Safe for use by many threads.
 */
public final class RunFeed {
    private final int window;
    private final Optional<String> environment;
    private final Map<Long, byte[]> frames = new HashMap<>();
    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();
    private long first = 1;
    private long next = 1;
    private long bytes;
    private @Nullable Step end;

    /**
     * @param environment where the run is
     * @param window how many bytes are kept, at most, beside the newest frame
     */
    public RunFeed(int window, Optional<String> environment) {
        this.window = window;
        this.environment = environment;
    }

    /** The number that the next frame gets. */
    synchronized long next() {
        return next;
    }

    void add(byte[] frame) {
        synchronized (this) {
            frames.put(next++, frame);
            bytes += frame.length;
            while (bytes > window && first < next - 1) {
                bytes -= Objects.requireNonNull(frames.remove(first++)).length;
            }
        }
        readers.forEach(Runnable::run);
    }

    /**
     * Nothing more will come.
     *
     * @param whole whether the run's last event is there
     */
    void end(boolean whole) {
        synchronized (this) {
            end = whole ? Step.ENDED : Step.BROKEN;
        }
        readers.forEach(Runnable::run);
    }

    /** Where the run is. */
    public Optional<String> environment() {
        return environment;
    }

    /** How many bytes are kept. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Has {@code reader} called, on any thread, whenever there may be something new. It must return at once. */
    public void tell(Runnable reader) {
        readers.add(reader);
    }

    /** Takes {@link #tell} back. */
    public void forget(Runnable reader) {
        readers.remove(reader);
    }

    /** A reader who has all frames up to {@code last}, or starts where the window starts. */
    public synchronized Position after(long last) {
        return new Position(Math.max(first, Math.min(last, next - 1) + 1));
    }

    private synchronized Step read(long number) {
        if (number < first) {
            return Step.BROKEN;
        }
        byte[] frame = frames.get(number);
        if (frame != null) {
            return new Step(State.FRAME, frame);
        }
        return end == null ? Step.NOTHING_YET : end;
    }

    /** What a reader finds. */
    public enum State {
        FRAME,
        NOTHING_YET,
        /** There will be no more. */
        ENDED,
        /** There is a gap: the reader was so slow that frames are gone which it did not have, or the run broke off. */
        BROKEN
    }

    /**
     * What a reader found.
     *
     * @param frame there with {@link State#FRAME}
     */
    public record Step(State state, byte @Nullable [] frame) {
        private static final Step NOTHING_YET = new Step(State.NOTHING_YET, null);
        private static final Step ENDED = new Step(State.ENDED, null);
        private static final Step BROKEN = new Step(State.BROKEN, null);
    }

    /** Where a reader is. For one thread at a time. */
    public final class Position {
        private long number;

        private Position(long number) {
            this.number = number;
        }

        /** The next frame; the position moves on when there is one. */
        public Step next() {
            Step step = read(number);
            if (step.state() == State.FRAME) {
                number++;
            }
            return step;
        }
    }
}

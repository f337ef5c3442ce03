package dev.refgate.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A ref that moves from commit to commit, and remembers when. */
final class MovingPointer {
    private static final int COMMITS = 40;
    private static final long TENTH_MILLIS = 100;

    private final GeneratedHistory repository;
    private final String ref;
    private final @Nullable Api hooked;
    private final List<String> commits;
    private final PointerHistory history = new PointerHistory();
    private int next;

    /**
     * @param hooked is told of each move; null where nobody has to be told
     */
    MovingPointer(GeneratedHistory repository, String ref, @Nullable Api hooked)
            throws IOException, InterruptedException {
        this.repository = repository;
        this.ref = ref;
        this.hooked = hooked;
        this.commits = repository
                .git()
                .run("rev-list", "--first-parent", "-n", String.valueOf(COMMITS), "main")
                .lines()
                .toList();
        move();
    }

    PointerHistory history() {
        return history;
    }

    /** One move; says where to. */
    String move() throws IOException, InterruptedException {
        next = (next + 1) % commits.size();
        String commit = commits.get(next);
        Instant before = Instant.now();
        repository.git().run("update-ref", ref, commit);
        history.moved(commit, before, Instant.now());
        if (hooked != null) {
            hooked.hook();
        }
        return commit;
    }

    /** Moves ten times a second until it is closed. */
    Steady everyTenth() {
        return new Steady(this);
    }

    /** The pointer while it moves. */
    static final class Steady implements AutoCloseable {
        private final BackgroundWork work;

        private Steady(MovingPointer pointer) {
            this.work = new BackgroundWork(() -> {
                long begin = System.nanoTime();
                pointer.move();
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
                TimeUnit.MILLISECONDS.sleep(Math.max(0, TENTH_MILLIS - took));
            });
            work.start();
        }

        void requireNoFailure() throws IOException {
            work.requireNoFailure();
        }

        @Override
        public void close() throws InterruptedException {
            work.close();
        }
    }
}

package dev.refgate.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where a pointer stood, and when: what the log of runs is checked against. Written by one thread, read when it is done.
 */
final class PointerHistory {
    private final List<Stay> stays = new CopyOnWriteArrayList<>();

    /**
     * The pointer at one commit.
     *
     * @param from the earliest that it can have been there
     * @param to the latest
     */
    private record Stay(String commit, Instant from, Instant to) {}

    /**
     * The pointer has moved.
     *
     * @param before when the move began
     * @param after when it was done
     */
    void moved(String commit, Instant before, Instant after) {
        int last = stays.size() - 1;
        if (last >= 0) {
            Stay stay = stays.get(last);
            stays.set(last, new Stay(stay.commit(), stay.from(), after));
        }
        stays.add(new Stay(commit, before, Instant.MAX));
    }

    int moves() {
        return stays.size() - 1;
    }

    /**
     * How long the pointer had been elsewhere already when a run began that was answered from a commit; nothing when it was there in that
     * run, and a day when it never was there until then.
     */
    Duration staleness(String commit, Instant begin, Instant end) {
        List<Duration> found = new ArrayList<>();
        for (Stay stay : stays) {
            if (stay.commit().equals(commit) && !stay.from().isAfter(end)) {
                found.add(stay.to().isAfter(begin) ? Duration.ZERO : Duration.between(stay.to(), begin));
            }
        }
        return found.stream().min(Duration::compareTo).orElse(Duration.ofDays(1));
    }
}

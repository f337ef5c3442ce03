package dev.refgate.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On threads of their own, for who waits for a queue that does not go on cannot be interrupted. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommitQueueTest {
    private final List<List<String>> groups = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void whatComesWhileAGroupIsWrittenIsTheNextGroup() {
        try (CommitQueue<String> queue = new CommitQueue<>(this::take)) {
            CompletableFuture<Void> first = queue.add("a");
            await(writing);
            CompletableFuture<Void> second = queue.add("b");
            CompletableFuture<Void> third = queue.add("c");
            assertThat(first).isNotDone();
            release.countDown();
            CompletableFuture.allOf(first, second, third).join();
        }

        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void aGroupWaitsForTwoThirdsOfThoseThatAreAboutToCome() throws Exception {
        try (CommitQueue<String> queue = patient()) {
            queue.expect(() -> 5);
            queue.add("a");
            await(writing);
            CompletableFuture<Void> second = queue.add("b");
            release.countDown();
            CompletableFuture<Void> third = queue.add("c");
            Thread.sleep(50);
            assertThat(second).isNotDone();

            CompletableFuture<Void> fourth = queue.add("d");
            CompletableFuture.allOf(second, third, fourth).join();
        }

        assertThat(groups).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void aGroupOfTwoThirdsOfThemWaitsNoLonger() {
        try (CommitQueue<String> queue = patient()) {
            queue.expect(() -> 2);
            queue.add("a");
            await(writing);
            CompletableFuture<Void> second = queue.add("b");
            release.countDown();
            second.join();
            queue.add("c").join();
        }

        assertThat(groups).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void whoComesAloneDoesNotWaitForOthers() {
        release.countDown();
        try (CommitQueue<String> queue = patient()) {
            queue.expect(() -> 100);
            queue.add("a").join();
            queue.add("b").join();
        }

        assertThat(groups).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void closingDoesNotWaitForThoseThatDoNotCome() {
        CommitQueue<String> queue = patient();
        queue.expect(() -> 100);
        queue.add("a");
        await(writing);
        CompletableFuture<Void> second = queue.add("b");
        release.countDown();
        queue.close();

        assertThat(second).isCompleted();
    }

    @Test
    void aGroupThatNobodyJoinsIsWrittenSoon() {
        try (CommitQueue<String> queue = new CommitQueue<>(this::take)) {
            queue.expect(() -> 100);
            queue.add("a");
            await(writing);
            CompletableFuture<Void> second = queue.add("b");
            release.countDown();
            second.join();
        }

        assertThat(groups).containsExactly(List.of("a"), List.of("b"));
    }

    /** One whose groups wait longer than this test may take. */
    private CommitQueue<String> patient() {
        return new CommitQueue<>(this::take, Duration.ofHours(1));
    }

    private void take(List<String> group) {
        groups.add(group);
        writing.countDown();
        await(release);
    }

    @Test
    void oneThatCannotBeWrittenDoesNotHarmTheOthers() {
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Void> good;
        CompletableFuture<Void> bad;
        try (CommitQueue<String> queue = new CommitQueue<>(group -> {
            await(ready);
            if (group.contains("bad")) {
                throw new IllegalArgumentException("bad");
            }
        })) {
            queue.add("first");
            good = queue.add("good");
            bad = queue.add("bad");
            ready.countDown();
        }

        assertThat(good).isCompleted();
        assertThat(bad).isCompletedExceptionally();
    }

    @Test
    void closingWritesWhatIsThereAndRefusesWhatComesLater() {
        CommitQueue<String> queue = new CommitQueue<>(groups::add);
        CompletableFuture<Void> before = queue.add("before");
        queue.close();
        CompletableFuture<Void> after = queue.add("after");

        assertThat(before).isCompleted();
        assertThat(after).isCompletedExceptionally();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

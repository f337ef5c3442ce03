package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.run.RunEvent.BlockStarted;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events on their way from many threads to one listener. */
@Timeout(60)
class EventQueueTest {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void closingWaitsForTheThreadThatIsDelivering() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EventQueue queue = new EventQueue(event -> {
            entered.countDown();
            Latches.await(release);
            told.add(((BlockStarted) event).block());
        });
        queue.add(event("first"));
        Thread deliverer = new Thread(queue::deliver);
        Thread closer = new Thread(() -> queue.close(event("last")));

        deliverer.start();
        Latches.await(entered);
        closer.start();
        Thread.State closerState = settled(closer);
        release.countDown();
        closer.join();

        assertThat(closerState).isEqualTo(Thread.State.WAITING);
        assertThat(told).containsExactly("first", "last");
    }

    @Test
    void nothingIsToldAfterTheLastEvent() {
        EventQueue queue = new EventQueue(event -> told.add(((BlockStarted) event).block()));

        queue.close(event("last"));
        queue.add(event("late"));
        queue.deliver();

        assertThat(told).containsExactly("last");
    }

    @Test
    void aListenerMayCauseEventsItself() {
        EventQueue[] queue = new EventQueue[1];
        queue[0] = new EventQueue(event -> {
            told.add(((BlockStarted) event).block());
            if (told.size() == 1) {
                queue[0].add(event("caused"));
                queue[0].deliver();
                told.add("back in the listener");
            }
        });

        queue[0].add(event("first"));
        queue[0].deliver();

        assertThat(told).containsExactly("first", "back in the listener", "caused");
    }

    private static Thread.State settled(Thread thread) {
        Thread.State state = thread.getState();
        while (state != Thread.State.WAITING && state != Thread.State.TERMINATED) {
            Thread.onSpinWait();
            state = thread.getState();
        }
        return state;
    }

    private static RunEvent event(String block) {
        return new BlockStarted("run_1", Instant.EPOCH, block, "text", 1);
    }
}

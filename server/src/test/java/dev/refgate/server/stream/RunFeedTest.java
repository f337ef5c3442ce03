package dev.refgate.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.stream.RunFeed.Position;
import dev.refgate.server.stream.RunFeed.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunFeedTest {
    private final RunFeed feed = new RunFeed(10, Optional.of("staging"));

    @Test
    void everyReaderReadsAtItsOwnPace() {
        Position fast = feed.after(0);
        Position slow = feed.after(0);
        add("one");
        assertThat(read(fast)).containsExactly("one", "NOTHING_YET");
        add("two");
        feed.end(true);

        assertThat(read(fast)).containsExactly("two", "ENDED");
        assertThat(read(slow)).containsExactly("one", "two", "ENDED");
        assertThat(read(feed.after(1))).containsExactly("two", "ENDED");
        assertThat(read(feed.after(99))).containsExactly("ENDED");
    }

    @Test
    void memoryHasABoundAndWhoFallsBehindIsTold() {
        Position slow = feed.after(0);
        for (int i = 0; i < 1_000; i++) {
            add("abcd");
        }

        assertThat(feed.bytes()).isEqualTo(8);
        assertThat(read(slow)).containsExactly("BROKEN");
        assertThat(read(feed.after(0))).containsExactly("abcd", "abcd", "NOTHING_YET");
    }

    @Test
    void theNewestFrameIsKeptHoweverLargeItIs() {
        add("small");
        add("larger than the window");

        assertThat(read(feed.after(0))).containsExactly("larger than the window", "NOTHING_YET");
    }

    @Test
    void aRunThatBrokeOffHasNoEnd() {
        Position reader = feed.after(0);
        add("one");
        feed.end(false);

        assertThat(read(reader)).containsExactly("one", "BROKEN");
    }

    @Test
    void readersAreToldUntilTheyAreForgotten() {
        AtomicInteger told = new AtomicInteger();
        Runnable reader = told::incrementAndGet;
        feed.tell(reader);
        add("one");
        feed.forget(reader);
        add("two");

        assertThat(told).hasValue(1);
    }

    private void add(String frame) {
        feed.add(frame.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(Position position) {
        List<String> found = new ArrayList<>();
        while (true) {
            RunFeed.Step step = position.next();
            if (step.state() != State.FRAME) {
                found.add(step.state().name());
                return found;
            }
            found.add(new String(step.frame(), StandardCharsets.UTF_8));
        }
    }
}

package dev.refgate.workflow;

import dev.refgate.document.Durations;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import java.time.Duration;
import java.util.Optional;

/** Whether the pauses of a block's {@code retry} fit each other. */
final class RetryCheck {
    private static final Shape DURATION = Shapes.duration();

    private RetryCheck() {}

    static void check(MappingNode block, Problems problems) {
        if (!(block.find("retry").orElse(null) instanceof MappingNode retry)) {
            return;
        }
        Optional<Duration> initial = retry.find("initial").flatMap(RetryCheck::duration);
        Optional<Duration> max = retry.find("max").flatMap(RetryCheck::duration);
        Duration first = initial.orElse(Retry.NONE.initial());
        if (max.isPresent() && max.get().compareTo(first) < 0) {
            problems.add(
                    retry.find("max").orElse(retry).location(),
                    "the longest pause " + Durations.format(max.get()) + " is shorter than the first, "
                            + Durations.format(first) + " (expected max to be at least initial)");
        }
    }

    private static Optional<Duration> duration(Node node) {
        Problems found = new Problems();
        DURATION.check(node, found);
        return found.isEmpty() ? Optional.of(Durations.parse(String.valueOf(node.value()))) : Optional.empty();
    }
}

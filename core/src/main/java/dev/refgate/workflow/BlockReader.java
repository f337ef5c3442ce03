package dev.refgate.workflow;

import dev.refgate.document.Durations;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.SequenceNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes a block of a mapping that has been found right. */
final class BlockReader {

    private BlockReader() {}

    static Block read(BlockOutline outline) {
        MappingNode settings = outline.settings();
        return new Block(
                outline.name(),
                outline.type(),
                text(settings, "description"),
                settings.location(),
                outline.needs(),
                outline.labels(),
                settings.find("if"),
                duration(settings, "timeout"),
                settings.find("retry")
                        .map(MappingNode.class::cast)
                        .map(BlockReader::retry)
                        .orElse(Retry.NONE),
                settings.find("on_error").map(BlockReader::onError).orElse(new OnError.Fail()),
                settings);
    }

    private static Retry retry(MappingNode retry) {
        int attempts = retry.find("attempts")
                .map(node -> (Number) node.value())
                .map(Number::intValue)
                .orElseThrow();
        Duration initial = duration(retry, "initial").orElse(Retry.NONE.initial());
        Duration max = duration(retry, "max").orElse(longer(initial, Retry.NONE.max()));
        boolean exponential =
                text(retry, "backoff").filter("exponential"::equals).isPresent();
        return new Retry(attempts, exponential, initial, max, on(retry));
    }

    private static List<String> on(MappingNode retry) {
        return retry.find("on").orElse(null) instanceof SequenceNode words
                ? words.items().stream()
                        .map(word -> String.valueOf(word.value()))
                        .toList()
                : List.of();
    }

    private static OnError onError(Node node) {
        if (node instanceof MappingNode substitute) {
            return new OnError.Substitute(substitute.find("output").orElseThrow());
        }
        return "continue".equals(node.value()) ? new OnError.Continue() : new OnError.Fail();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Optional<Duration> duration(MappingNode mapping, String key) {
        return text(mapping, key).map(Durations::parse);
    }

    private static Optional<String> text(MappingNode mapping, String key) {
        return mapping.find(key).map(Node::value).map(String.class::cast);
    }
}

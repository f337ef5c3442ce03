package dev.refgate.internal.yaml;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds nodes from SnakeYAML's events. Its own composer is not used: it resolves by YAML 1.1, hides which tags were
 * written out, and stops at the first duplicate key.
 */
final class NodeBuilder {
    private static final int DEEPEST = 100;

    private final SourceText source;
    private final Problems problems;
    private final Parser parser;
    private final Anchors anchors = new Anchors();
    private int end;

    NodeBuilder(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.parser = new ParserImpl(new StreamReader(source.text()), options);
    }

    /** The first document's root; what comes after it is a problem. */
    Optional<Node> document() {
        next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            problems.add(source.location(0), "the file is empty");
            return Optional.empty();
        }
        next();
        Node root = node(0);
        next();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            problems.add(start(parser.peekEvent()), "a second document begins here (expected one document in a file)");
        }
        return Optional.of(root);
    }

    private Node node(int depth) {
        Event event = next();
        if (event instanceof AliasEvent alias) {
            return anchors.expand(alias.getAnchor(), start(event), problems);
        }
        if (depth > DEEPEST) {
            throw new TooDeepException(start(event), "nested too deeply (expected at most " + DEEPEST + " levels)");
        }
        NodeEvent opening = (NodeEvent) event;
        anchors.open(opening.getAnchor());
        Node node =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event, depth);
        anchors.close(opening.getAnchor(), node);
        return node;
    }

    private Node collection(CollectionStartEvent event, int depth) {
        refuseTag(event, event.getTag());
        return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
    }

    private Node sequence(Event opening, int depth) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        next();
        return new SequenceNode(start(opening), items);
    }

    private Node mapping(CollectionStartEvent opening, int depth) {
        List<MappingNode.Entry> entries = new ArrayList<>();
        Map<String, Location> seen = new HashMap<>();
        Event strangeKey = null;
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            if (parser.checkEvent(Event.ID.Scalar)) {
                entry((ScalarEvent) next(), depth, seen).ifPresent(entries::add);
            } else {
                strangeKey = strangeKey == null ? parser.peekEvent() : strangeKey;
                skip();
                skip();
            }
        }
        Event closing = next();
        return strangeKey == null
                ? new MappingNode(start(opening), entries)
                : withoutTextKey(opening, strangeKey, closing, entries);
    }

    private Optional<MappingNode.Entry> entry(ScalarEvent event, int depth, Map<String, Location> seen) {
        refuseTag(event, event.getTag());
        Location location = start(event);
        String key = event.getValue();
        if (event.isPlain() && !(resolve(event) instanceof String)) {
            problems.add(
                    location,
                    key.isEmpty()
                            ? "a key is missing before the \":\""
                            : "the key " + key + " is no text (expected a text; put it in quotes: \"" + key + "\")");
        }
        anchors.open(event.getAnchor());
        anchors.close(event.getAnchor(), new ScalarNode(location, key));
        Node value = node(depth + 1);
        Location first = seen.putIfAbsent(key, location);
        if (first != null) {
            problems.add(location, "duplicate key \"" + key + "\" (first in line " + first.line() + ")");
            return Optional.empty();
        }
        return Optional.of(new MappingNode.Entry(key, location, value));
    }

    /** An unquoted {@code {{ x }}} is a mapping in a mapping; the text that was meant stands in for it. */
    private Node withoutTextKey(Event opening, Event key, Event closing, List<MappingNode.Entry> entries) {
        String written = source.slice(
                opening.getStartMark().getIndex(), closing.getEndMark().getIndex());
        if (written.startsWith("{{") && written.endsWith("}}")) {
            problems.add(start(opening), "put the template in quotes: \"" + written + tail(closing) + "\"");
            return new ScalarNode(start(opening), written);
        }
        problems.add(start(key), "a list, a mapping or an alias cannot be a key (expected a text)");
        return new MappingNode(start(opening), entries);
    }

    /** What follows an unquoted template in its line, as far as it was meant to be the same text. */
    private String tail(Event closing) {
        Location end = source.location(closing.getEndMark().getIndex());
        String line = source.line(end.line());
        String rest = line.substring(Math.min(end.column() - 1, line.length()));
        return rest.strip().matches("([,\\]}#].*)?") ? "" : rest;
    }

    private void skip() {
        int open = 0;
        do {
            Event event = next();
            if (event instanceof CollectionStartEvent) {
                open++;
            } else if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                open--;
            }
        } while (open > 0);
    }

    private Node scalar(ScalarEvent event) {
        refuseTag(event, event.getTag());
        if (event.isPlain()) {
            return new ScalarNode(start(event), resolve(event));
        }
        refuseHalfCharacters(event);
        return new ScalarNode(start(event), event.getValue());
    }

    private @Nullable Object resolve(ScalarEvent event) {
        try {
            return PlainScalar.resolve(event.getValue());
        } catch (NumberFormatException e) {
            problems.add(start(event), event.getValue() + " " + e.getMessage() + "; if it is a text, put it in quotes");
            return 0L;
        }
    }

    /** Escapes in double quotes can make half of a surrogate pair, which no file and no answer in UTF-8 can hold. */
    private void refuseHalfCharacters(ScalarEvent event) {
        boolean half = event.getValue()
                .codePoints()
                .anyMatch(codePoint -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        if (half) {
            problems.add(start(event), "the text has half of a surrogate pair in it (expected whole characters)");
        }
    }

    private void refuseTag(Event event, @Nullable String tag) {
        if (tag != null) {
            problems.add(
                    start(event), "tags are not supported, found " + shortened(tag) + " (expected the plain value)");
        }
    }

    private static String shortened(String tag) {
        return tag.replace("tag:yaml.org,2002:", "!!");
    }

    /** How far it has come; for the errors of the parser that do not say where. */
    Location position() {
        return source.location(end);
    }

    private Event next() {
        Event event = parser.getEvent();
        end = event.getEndMark().getIndex();
        return event;
    }

    private Location start(Event event) {
        return source.location(event.getStartMark().getIndex());
    }
}

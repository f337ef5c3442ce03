package dev.refgate.promotion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trailers of a message, read more strictly than Git does: all lines of the last paragraph are trailers, none is
 * continued, and there is no {@code ---} line at which Git might stop.
 */
final class Trailers {
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9-]+): (.*)");

    private final List<Trailer> lines;

    /** One line. */
    record Trailer(String key, String value) {}

    private Trailers(List<Trailer> lines) {
        this.lines = lines;
    }

    /** Empty when the message does not end in trailers. */
    static Optional<Trailers> of(String message) {
        String text = message.replaceAll("\n+\\z", "");
        int start = text.lastIndexOf("\n\n");
        boolean divided = Arrays.stream(text.split("\n", -1)).anyMatch(line -> line.startsWith("---"));
        if (start < 0 || divided) {
            return Optional.empty();
        }
        List<Trailer> trailers = new ArrayList<>();
        for (String line : text.substring(start + 2).split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            trailers.add(new Trailer(matcher.group(1), matcher.group(2)));
        }
        return Optional.of(new Trailers(trailers));
    }

    List<String> all(String key) {
        return lines.stream()
                .filter(line -> line.key().equals(key))
                .map(Trailer::value)
                .toList();
    }

    List<Trailer> startingWith(String prefix) {
        return lines.stream().filter(line -> line.key().startsWith(prefix)).toList();
    }

    /**
     * @throws IllegalArgumentException when it is there several times
     */
    Optional<String> find(String key) {
        List<String> found = all(key);
        if (found.size() > 1) {
            throw new IllegalArgumentException(key);
        }
        return found.stream().findFirst();
    }

    /**
     * @throws IllegalArgumentException when it is there several times
     * @throws NoSuchElementException when it is not there
     */
    String one(String key) {
        return find(key).orElseThrow();
    }
}

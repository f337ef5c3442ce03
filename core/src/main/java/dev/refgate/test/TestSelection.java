package dev.refgate.test;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which tests run.
 *
 * @param filter a part of the name, in any case; empty for all
 * @param tags at least one of these; none for all
 */
public record TestSelection(Optional<String> filter, List<String> tags) {
    /** Every test. */
    public static final TestSelection ALL = new TestSelection(Optional.empty(), List.of());

    public TestSelection {
        tags = List.copyOf(tags);
    }

    public boolean includes(TestCase test) {
        boolean named =
                filter.map(part -> lower(test.name()).contains(lower(part))).orElse(true);
        return named && (tags.isEmpty() || tags.stream().anyMatch(test.tags()::contains));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

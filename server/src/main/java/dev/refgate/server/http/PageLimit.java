package dev.refgate.server.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** How many lines a page has. */
final class PageLimit {
    private static final int USUAL = 100;
    private static final int LARGEST = 1_000;

    private PageLimit() {}

    /** What the query's {@code limit} says, else 100. */
    static int of(Context context) {
        Optional<String> limit = RequestTarget.parameter(context, "limit");
        if (limit.isEmpty()) {
            return USUAL;
        }
        try {
            int wanted = Integer.parseInt(limit.get());
            if (wanted >= 1 && wanted <= LARGEST) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number that is out of range.
        }
        throw Refusal.invalid(
                List.of("query", "limit"),
                "limit: " + limit.get() + " (expected 1 to " + LARGEST + ")",
                "invalid_argument");
    }
}

package dev.refgate.server.trust;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a claim of a token has to be. {@code *} stands for one or more characters, but for none of {@code /}, {@code :} and {@code @}, which
 * separate the parts of what claims say: {@code acme/*} is every repository of {@code acme}, and nothing of {@code acme-evil}.
 */
final class ClaimPattern {
    private static final String PART = "[^/:@\\p{Cntrl}]+";

    private final String text;
    private final Pattern pattern;

    ClaimPattern(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(PART)));
    }

    /** Whether a claim is this. Of a list, one item is enough; what is no text, number or truth value is nothing. */
    boolean fits(@Nullable Object claim) {
        if (claim instanceof Collection<?> items) {
            return items.stream().anyMatch(this::fitsOne);
        }
        return fitsOne(claim);
    }

    private boolean fitsOne(@Nullable Object claim) {
        boolean single = claim instanceof String || claim instanceof Number || claim instanceof Boolean;
        return single && pattern.matcher(String.valueOf(claim)).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}

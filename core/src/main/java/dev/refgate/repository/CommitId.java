package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;
import java.util.regex.Pattern;

/**
 * The id of a Git commit.
 *
 * @param hex 40 lower case hexadecimal digits
 */
public record CommitId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");
    private static final int SHORT = 12;

    public CommitId {
        if (!FORM.matcher(hex).matches()) {
            throw new InvalidArgumentException("commit id: " + hex + " (expected 40 hexadecimal digits)");
        }
    }

    /** The first 12 digits, for people. */
    public String abbreviated() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return hex;
    }
}

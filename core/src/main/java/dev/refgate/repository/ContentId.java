package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;
import java.util.regex.Pattern;

/**
 * The id of a workflow's content: the Git tree of its folder. Equal content has an equal id, whoever committed it.
 *
 * @param hex 40 lower case hexadecimal digits
 */
public record ContentId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");
    private static final int SHORT = 12;

    public ContentId {
        if (!FORM.matcher(hex).matches()) {
            throw new InvalidArgumentException("content id: " + hex + " (expected 40 hexadecimal digits)");
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

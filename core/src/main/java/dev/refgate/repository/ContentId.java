package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;

/**
 * The id of a workflow's content: the Git tree of its folder. Equal content has an equal id, whoever committed it.
 *
 * @param hex 40 lower case hexadecimal digits
 */
public record ContentId(String hex) {
    private static final int LENGTH = 40;
    private static final int SHORT = 12;

    public ContentId {
        if (!isId(hex)) {
            throw new InvalidArgumentException("content id: " + hex + " (expected 40 hexadecimal digits)");
        }
    }

    private static boolean isId(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            char each = hex.charAt(i);
            if ((each < '0' || each > '9') && (each < 'a' || each > 'f')) {
                return false;
            }
        }
        return hex.length() == LENGTH;
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

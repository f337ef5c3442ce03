package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a Git commit.
 *
 * @param hex 40 lower case hexadecimal digits
 */
public record CommitId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");
    private static final int SHORT = 12;

    /** The commit of what is in none, as Git writes it. */
    public static final CommitId NONE = new CommitId("0".repeat(40));

    public CommitId {
        if (!FORM.matcher(hex).matches()) {
            throw new InvalidArgumentException("commit id: " + hex + " (expected 40 hexadecimal digits)");
        }
    }

    /** Whether it stands for what is in no commit. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** What is shown to programs: null for what is in no commit. */
    public @Nullable String shown() {
        return isNone() ? null : hex;
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

package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.CommitId;
import java.util.regex.Pattern;

/**
 * The id of any Git object: of a commit, or of an annotated tag. Never abbreviated, because what is compared before a ref
 * moves must mean one thing.
 *
 * @param hex 40 lower case hexadecimal digits
 */
public record ObjectName(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    public ObjectName {
        if (!FORM.matcher(hex).matches()) {
            throw new InvalidArgumentException("object id: " + hex + " (expected 40 hexadecimal digits)");
        }
    }

    public static ObjectName of(CommitId commit) {
        return new ObjectName(commit.hex());
    }

    @Override
    public String toString() {
        return hex;
    }
}

package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What a forge shows beside a commit, and branch protection can ask for.
 *
 * @param context tells statuses of one commit apart
 * @param description one line, at most {@value #LONGEST_DESCRIPTION} characters
 * @param details where there is more about it, for people
 */
public record CommitStatus(State state, String context, String description, Optional<URI> details) {
    /** The longest description that GitHub takes. */
    static final int LONGEST_DESCRIPTION = 140;

    public CommitStatus {
        if (context.isBlank()) {
            throw new InvalidArgumentException("context: (expected a name)");
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            throw new InvalidArgumentException("description: " + description.length() + " characters (expected at most "
                    + LONGEST_DESCRIPTION + ")");
        }
    }

    /** Whether the commit may be merged. */
    public enum State {
        SUCCESS,
        FAILURE,
        PENDING,
        /** It could not be found out. */
        ERROR;

        /** In lower case, as forges have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A status of an environment: its context is {@code refgate/<environment>}; a longer description is cut. */
    public static CommitStatus of(String environment, State state, String description, Optional<URI> details) {
        return new CommitStatus(state, "refgate/" + environment, line(description), details);
    }

    /** A text as forges take descriptions: one line of at most 140 characters. */
    public static String line(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
        if (line.length() <= LONGEST_DESCRIPTION) {
            return line;
        }
        boolean splitsPair = Character.isHighSurrogate(line.charAt(LONGEST_DESCRIPTION - 2));
        return line.substring(0, LONGEST_DESCRIPTION - (splitsPair ? 2 : 1)) + "…";
    }
}

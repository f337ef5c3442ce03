package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a workflow: of its folder below {@code workflows/}, and in the API's paths.
 *
 * @param value {@code [a-z0-9][a-z0-9_-]{0,99}}, but not {@code revisions} or {@code execute}, which the API's paths use
 */
public record WorkflowId(String value) implements Comparable<WorkflowId> {
    /** What an id matches. */
    public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,99}";

    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final Set<String> RESERVED = Set.of("revisions", "execute");

    public WorkflowId {
        if (!isValid(value)) {
            throw new InvalidArgumentException(
                    "workflow id: " + value + " (expected " + PATTERN + ", and not one of: execute, revisions)");
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches() && !RESERVED.contains(value);
    }

    @Override
    public int compareTo(WorkflowId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.refgate.repository;

import dev.refgate.error.InvalidArgumentException;
import java.util.Set;

/**
 * The name of a workflow: of its folder below {@code workflows/}, and in the API's paths.
 *
 * @param value {@code [a-z0-9][a-z0-9_-]{0,99}}, but not {@code revisions} or {@code execute}, which the API's paths use
 */
public record WorkflowId(String value) implements Comparable<WorkflowId> {
    /** What an id matches. */
    public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,99}";

    private static final int LONGEST = 100;
    private static final Set<String> RESERVED = Set.of("revisions", "execute");

    public WorkflowId {
        if (!isValid(value)) {
            throw new InvalidArgumentException(
                    "workflow id: " + value + " (expected " + PATTERN + ", and not one of: execute, revisions)");
        }
    }

    public static boolean isValid(String value) {
        return hasForm(value) && !RESERVED.contains(value);
    }

    /** What {@link #PATTERN} says; by hand, because a comparison asks it of every folder on both sides. */
    private static boolean hasForm(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            boolean first = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
            if (!first && (i == 0 || (each != '_' && each != '-'))) {
                return false;
            }
        }
        return true;
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

package dev.refgate.internal.yaml;

import dev.refgate.document.Location;

/** Reading stops here: going on would cost more than any honest file needs. */
final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;
    private final String problem;

    TooDeepException(Location location, String problem) {
        super(problem, null, false, false);
        this.location = location;
        this.problem = problem;
    }

    Location location() {
        return location;
    }

    String problem() {
        return problem;
    }
}

package dev.refgate.run;

import dev.refgate.error.RefgateException;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** The inputs of a call are not what the workflow declares; nothing was run. */
public final class InvalidInputsException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * @param violations at least one; each path begins with the input's name
     */
    public InvalidInputsException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> "inputs."
                        + violation.path().stream().map(String::valueOf).collect(Collectors.joining(".")) + ": "
                        + violation.message())
                .collect(Collectors.joining("\n")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}

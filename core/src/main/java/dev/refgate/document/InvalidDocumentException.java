package dev.refgate.document;

import dev.refgate.error.RefgateException;
import java.util.List;
import java.util.stream.Collectors;

/** A file of the repository is not what it has to be; carries every problem that was found. */
public final class InvalidDocumentException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidDocumentException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}

package dev.refgate.test;

import dev.refgate.test.Operand.Reference;
import dev.refgate.test.Operand.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sentence about what came of a run: {@code page.attempts == 2}, {@code not outputs.queue in ["a", "b"]}. Where there is
 * nothing on one of its sides, it does not hold, and {@code not} does not make that true.
 */
public final class Assertion {
    private final String text;
    private final boolean negated;
    private final Operand left;
    private final Operator operator;
    private final Operand right;

    Assertion(String text, boolean negated, Operand left, Operator operator, Operand right) {
        this.text = text;
        this.negated = negated;
        this.left = left;
        this.operator = operator;
        this.right = right;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** The places that it looks at. */
    List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (Operand operand : List.of(left, right)) {
            if (operand instanceof Reference reference) {
                references.add(reference);
            }
        }
        return references;
    }

    /** Empty when it holds. */
    Optional<Failure> check(Observation observed) {
        Optional<Value> actual = left.find(observed);
        Optional<Value> expected = right.find(observed);
        boolean holds;
        if (operator == Operator.EXISTS) {
            holds = actual.isPresent() != negated;
        } else {
            holds = actual.isPresent()
                    && expected.isPresent()
                    && operator.holds(actual.get().plain(), expected.get().plain()) != negated;
        }
        return holds ? Optional.empty() : Optional.of(new Failure(text, expected(expected), shown(actual)));
    }

    private String expected(Optional<Value> expected) {
        String not = negated ? "not " : "";
        return operator.isBinary() ? not + operator.word() + " " + shown(expected) : not + operator.word();
    }

    private static String shown(Optional<Value> value) {
        return value.map(found -> Values.json(found.plain())).orElse("nothing there");
    }

    @Override
    public String toString() {
        return text;
    }
}

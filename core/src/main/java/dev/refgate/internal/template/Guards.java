package dev.refgate.internal.template;

import java.util.List;
import java.util.stream.Stream;

/** What a condition says about which paths are defined. */
final class Guards {

    private Guards() {}

    /** The paths that are certainly defined when the condition came out as {@code outcome}. */
    static List<List<String>> of(Expression condition, boolean outcome) {
        if (condition instanceof Defined defined && defined.negated() != outcome) {
            List<String> path = References.Paths.of(defined.value());
            return path.isEmpty() ? List.of() : List.of(path);
        }
        if (condition instanceof Logic logic && logic.conjunction() == outcome) {
            return Stream.concat(of(logic.left(), outcome).stream(), of(logic.right(), outcome).stream())
                    .toList();
        }
        return condition instanceof Unary unary && unary.operator() == Unary.Operator.NOT
                ? of(unary.operand(), !outcome)
                : List.of();
    }
}

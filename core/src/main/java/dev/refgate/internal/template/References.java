package dev.refgate.internal.template;

import dev.refgate.workflow.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the names that expressions read from outside the template. */
final class References {
    private final Set<Reference> found = new LinkedHashSet<>();
    private final Deque<Set<String>> locals = new ArrayDeque<>();
    private final Deque<List<List<String>>> guards = new ArrayDeque<>();

    References() {
        locals.push(new HashSet<>());
    }

    Set<Reference> found() {
        return Set.copyOf(found);
    }

    /** From here to the matching {@link #leave}, names may be defined that are unknown outside. */
    void enter() {
        locals.push(new HashSet<>());
    }

    void leave() {
        locals.pop();
    }

    /** From here on, to the end of what was entered, the name is the template's own. */
    void define(String name) {
        locals.element().add(name);
    }

    private boolean isLocal(String name) {
        return locals.stream().anyMatch(names -> names.contains(name));
    }

    /** From here to the matching {@link #unguard}, these paths are known to be there. */
    void guard(List<List<String>> paths) {
        guards.push(paths);
    }

    void unguard() {
        guards.pop();
    }

    void read(Expression expression) {
        read(expression, false);
    }

    private void read(Expression expression, boolean guarded) {
        if (expression instanceof Defaulted defaulted) {
            read(defaulted.value(), true);
            read(defaulted.otherwise(), guarded);
            read(defaulted.alsoForFalse(), guarded);
        } else if (expression instanceof Defined defined) {
            read(defined.value(), true);
        } else if (expression instanceof Logic logic) {
            read(logic.left(), guarded);
            readKnowing(logic.right(), Guards.of(logic.left(), logic.conjunction()), guarded);
        } else if (expression instanceof Conditional conditional) {
            read(conditional.condition(), false);
            readKnowing(conditional.then(), Guards.of(conditional.condition(), true), guarded);
            readKnowing(conditional.otherwise(), Guards.of(conditional.condition(), false), guarded);
        } else if (!Paths.of(expression).isEmpty()) {
            add(Paths.of(expression), guarded);
        } else if (expression instanceof Member || expression instanceof Index) {
            read(expression.parts().get(0), guarded);
            expression.parts().stream().skip(1).forEach(part -> read(part, false));
        } else {
            expression.parts().forEach(part -> read(part, false));
        }
    }

    private void readKnowing(Expression expression, List<List<String>> known, boolean guarded) {
        guard(known);
        read(expression, guarded);
        unguard();
    }

    private void add(List<String> path, boolean guarded) {
        if (!isLocal(path.get(0))) {
            found.add(new Reference(path, guarded || isGuarded(path)));
        }
    }

    private boolean isGuarded(List<String> path) {
        return guards.stream()
                .flatMap(List::stream)
                .anyMatch(known -> known.size() <= path.size() && known.equals(path.subList(0, known.size())));
    }

    /** Written-out paths. */
    static final class Paths {
        private Paths() {}

        /** The keys of a path of names, the root first; empty for anything else. */
        static List<String> of(Expression expression) {
            List<String> reversed = new ArrayList<>();
            Expression part = expression;
            while (part instanceof Member member) {
                reversed.add(member.key());
                part = member.target();
            }
            if (!(part instanceof Name name)) {
                return List.of();
            }
            reversed.add(name.name());
            java.util.Collections.reverse(reversed);
            return reversed;
        }
    }
}

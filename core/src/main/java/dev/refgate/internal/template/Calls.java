package dev.refgate.internal.template;

import dev.refgate.document.Nearest;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what the name of a filter or a test means, and whether it can be called in that way. */
final class Calls {
    private static final String FORMAT = "format";
    private static final Set<String> DEFAULTS = Set.of("default", "d");
    private static final Map<String, Boolean> DEFINED = Map.of("defined", false, "undefined", true);

    private final int limit;

    Calls(int limit) {
        this.limit = limit;
    }

    Expression filter(Expression value, String name, Call call) {
        String callee = "the filter \"" + name + "\"";
        if (DEFAULTS.contains(name)) {
            return defaulted(value, call.bind(callee, List.of("default_value", "boolean"), 0));
        }
        if (ItemCalls.NAMES.contains(name)) {
            return new ItemCalls(this).filter(value, name, call);
        }
        if (name.equals(FORMAT)) {
            return new Formatted(value, call.onlyPositional(callee), limit);
        }
        Filter filter = Filters.find(name);
        if (filter != null) {
            return new Filtered(value, filter, call.bind(callee, filter.parameters(), filter.required()), limit);
        }
        if (Borrowed.FILTERS.contains(name)) {
            return new LibraryFiltered(value, name, call);
        }
        throw unknown("filter", name, Filters.names(), DEFAULTS, ItemCalls.NAMES, Borrowed.FILTERS);
    }

    private static Expression defaulted(Expression value, List<@Nullable Expression> arguments) {
        Expression otherwise = arguments.get(0);
        Expression alsoForFalse = arguments.get(1);
        return new Defaulted(
                value,
                otherwise == null ? new Literal("") : otherwise,
                alsoForFalse == null ? new Literal(false) : alsoForFalse);
    }

    Expression test(Expression value, String name, boolean negated, List<Expression> arguments) {
        String callee = "the test \"" + name + "\"";
        Boolean undefined = DEFINED.get(name);
        if (undefined != null) {
            expect(callee, arguments, false);
            return new Defined(value, undefined != negated);
        }
        Tests.Test test = Tests.find(name);
        if (test != null) {
            expect(callee, arguments, test.takesArgument());
            return new Tested(value, test, negated, arguments.isEmpty() ? null : arguments.get(0));
        }
        if (Borrowed.TESTS.contains(name)) {
            return new LibraryTested(value, name, negated, arguments);
        }
        throw unknown("test", name, Tests.names(), DEFINED.keySet(), Borrowed.TESTS, Set.of());
    }

    private static void expect(String callee, List<Expression> arguments, boolean one) {
        if (arguments.size() != (one ? 1 : 0)) {
            throw new TemplateException(callee + " takes " + (one ? "one argument" : "no arguments"));
        }
    }

    private static TemplateException unknown(
            String kind, String name, List<String> own, Set<String> special, Set<String> item, Set<String> borrowed) {
        List<String> known = new ArrayList<>(own);
        known.addAll(kind.equals("filter") ? Set.of(FORMAT) : Set.of());
        known.addAll(special);
        known.addAll(item);
        known.addAll(borrowed);
        return new TemplateException("unknown " + kind + " \"" + name + "\"" + Nearest.hint(name, known));
    }
}

package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What expressions see while jinjava renders: the template's own names first, then the scope that it was called with. */
final class JinjavaScope implements LibraryScope {
    private final StrictInterpreter interpreter;
    private final Scope outside;

    JinjavaScope(StrictInterpreter interpreter, Scope outside) {
        this.interpreter = interpreter;
        this.outside = outside;
    }

    @Override
    public @Nullable Object find(String name) {
        Object own = interpreter.frame().find(name);
        if (own instanceof Macro) {
            throw new TemplateException("\"" + name + "\" is a macro, and has to be called");
        }
        return own == Scope.MISSING && !interpreter.frame().isDefined(name) ? outside.find(name) : own;
    }

    @Override
    public long deadlineNanos() {
        return outside.deadlineNanos();
    }

    @Override
    public @Nullable Object filter(
            String name,
            @Nullable Object value,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named) {
        refuseSize(name, positional, named);
        try {
            return PlainValues.of(
                    interpreter.getContext().getFilter(name).filter(value, interpreter, positional.toArray(), named));
        } catch (RuntimeException e) {
            throw JinjavaErrors.of(e, "the filter \"" + name + "\" failed on " + Operators.kind(value));
        }
    }

    /** A width of a million, given by a caller, would fill the memory. */
    private static void refuseSize(
            String name, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        List<@Nullable Object> all = new ArrayList<>(positional);
        all.addAll(named.values());
        for (Object value : all) {
            if (value instanceof Number number && Math.abs(number.doubleValue()) > Limits.ITEMS) {
                throw new TemplateException("an argument of the filter \"" + name + "\" is too large");
            }
        }
    }

    @Override
    public boolean test(String name, @Nullable Object value, List<@Nullable Object> arguments) {
        try {
            return interpreter.getContext().getExpTest(name).evaluate(value, interpreter, arguments.toArray());
        } catch (RuntimeException e) {
            throw JinjavaErrors.of(e, "the test \"" + name + "\" failed on " + Operators.kind(value));
        }
    }

    @Override
    public Object macro(String name, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        if (name.equals("namespace")) {
            return new Namespace(named);
        }
        return interpreter.callMacro(name, positional, named, null);
    }
}

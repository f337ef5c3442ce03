package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in the parentheses of a call: arguments by position, then by name. */
record Call(List<Expression> positional, Map<String, Expression> named) {
    static final Call EMPTY = new Call(List.of(), Map.of());

    Call {
        positional = List.copyOf(positional);
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** The arguments in the order of a callee's parameters, null where none was given. */
    List<@Nullable Expression> bind(String callee, List<String> parameters, int required) {
        if (positional.size() > parameters.size()) {
            throw new TemplateException(
                    callee + " takes " + (parameters.isEmpty() ? "no" : "at most " + parameters.size()) + " argument"
                            + (parameters.size() == 1 ? "" : "s"));
        }
        List<@Nullable Expression> bound = new ArrayList<>(positional);
        while (bound.size() < parameters.size()) {
            bound.add(null);
        }
        named.forEach((name, value) -> {
            int position = parameters.indexOf(name);
            if (position < 0 || bound.get(position) != null) {
                throw new TemplateException(callee + " has no other argument \"" + name + "\""
                        + (parameters.isEmpty() ? "" : " (it has: " + String.join(", ", parameters) + ")"));
            }
            bound.set(position, value);
        });
        for (int i = 0; i < required; i++) {
            if (bound.get(i) == null) {
                throw new TemplateException(callee + " needs the argument \"" + parameters.get(i) + "\"");
            }
        }
        return Collections.unmodifiableList(bound);
    }

    /** The arguments of a callee that takes none by name. */
    List<Expression> onlyPositional(String callee) {
        if (!named.isEmpty()) {
            throw new TemplateException(callee + " takes no arguments by name");
        }
        return positional;
    }

    List<Expression> all() {
        List<Expression> all = new ArrayList<>(positional);
        all.addAll(named.values());
        return all;
    }
}

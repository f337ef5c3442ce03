package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.util.List;

/** {@code name(arguments)} of a macro that the template defines. */
record MacroCall(String name, Call call) implements Expression {

    @Override
    public Object evaluate(Scope scope) {
        return LibraryScope.of(scope)
                .macro(name, LibraryScope.values(call.positional(), scope), LibraryScope.values(call.named(), scope));
    }

    @Override
    public List<Expression> parts() {
        return call.all();
    }
}

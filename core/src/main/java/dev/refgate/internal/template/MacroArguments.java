package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the parameters of a macro their values. */
final class MacroArguments {

    private MacroArguments() {}

    static void bind(
            Macro macro,
            List<@Nullable Object> positional,
            Map<String, @Nullable Object> named,
            StrictInterpreter interpreter) {
        List<String> names = macro.parameters().stream().map(Parameter::name).toList();
        if (positional.size() > names.size()) {
            throw new TemplateException("the macro \"" + macro.name() + "\" takes " + names.size() + " arguments");
        }
        for (String name : named.keySet()) {
            if (names.indexOf(name) < positional.size()) {
                throw new TemplateException(
                        "the macro \"" + macro.name() + "\" has no other argument \"" + name + "\"");
            }
        }
        for (int i = 0; i < names.size(); i++) {
            Parameter parameter = macro.parameters().get(i);
            if (i < positional.size()) {
                interpreter.frame().define(parameter.name(), positional.get(i));
            } else if (named.containsKey(parameter.name())) {
                interpreter.frame().define(parameter.name(), named.get(parameter.name()));
            } else {
                Expression otherwise = parameter.otherwise();
                interpreter
                        .frame()
                        .define(
                                parameter.name(),
                                otherwise == null
                                        ? dev.refgate.workflow.Scope.MISSING
                                        : interpreter.evaluate(otherwise));
            }
        }
    }
}

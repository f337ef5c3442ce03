package dev.refgate.internal.template;

import com.hubspot.jinjava.tree.Node;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tag of a template, compiled. */
sealed interface Instruction {

    /** Does it, and gives the text that it makes. */
    String run(StrictInterpreter interpreter);

    /** One way through an {@code if}; the condition is null for the {@code else}. */
    record Branch(@Nullable Expression condition, List<Node> body) {}

    /** {@code if … elif … else … endif}. */
    record Choice(List<Branch> branches) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            for (Branch branch : branches) {
                Expression condition = branch.condition();
                if (condition == null || Operators.truth(interpreter.evaluate(condition))) {
                    return interpreter.render(branch.body());
                }
            }
            return "";
        }
    }

    /** {@code for names in items if filter … else … endfor}; {@code filter} is null when there is none. */
    record Loop(
            List<String> names, Expression items, @Nullable Expression filter, List<Node> body, List<Node> otherwise)
            implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            List<@Nullable Object> chosen = chosen(interpreter);
            if (chosen.isEmpty()) {
                return interpreter.render(otherwise);
            }
            Output output = interpreter.output();
            for (int i = 0; i < chosen.size() && !interpreter.isBroken(); i++) {
                interpreter.enter();
                interpreter.frame().define("loop", position(i, chosen.size()));
                bind(interpreter, chosen.get(i));
                output.append(interpreter.render(body));
                interpreter.leave();
                interpreter.endIteration();
            }
            interpreter.endLoop();
            return output.toString();
        }

        private List<@Nullable Object> chosen(StrictInterpreter interpreter) {
            List<?> all = Iteration.items(interpreter.evaluate(items));
            if (filter == null) {
                return new ArrayList<>(all);
            }
            List<@Nullable Object> chosen = new ArrayList<>();
            for (Object item : all) {
                interpreter.checkDeadline();
                interpreter.enter();
                bind(interpreter, item);
                if (Operators.truth(interpreter.evaluate(filter))) {
                    chosen.add(item);
                }
                interpreter.leave();
            }
            return chosen;
        }

        private void bind(StrictInterpreter interpreter, @Nullable Object item) {
            if (names.size() == 1) {
                interpreter.frame().define(names.get(0), item);
                return;
            }
            Iteration.unpack(names, item).forEach(interpreter.frame()::define);
        }

        private static Map<String, Object> position(int index, int length) {
            Map<String, Object> position = new LinkedHashMap<>();
            position.put("index", index + 1L);
            position.put("index0", (long) index);
            position.put("revindex", (long) length - index);
            position.put("revindex0", length - index - 1L);
            position.put("first", index == 0);
            position.put("last", index == length - 1);
            position.put("length", (long) length);
            return position;
        }
    }

    /** {@code set names = value}. */
    record Assignment(List<String> names, Expression value) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            Object result = interpreter.evaluate(value);
            if (names.size() == 1) {
                interpreter.frame().define(names.get(0), result);
            } else {
                Iteration.unpack(names, result).forEach(interpreter.frame()::define);
            }
            return "";
        }
    }

    /** {@code set namespace.key = value}. */
    record NamespaceAssignment(String namespace, String key, Expression value) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            if (!(interpreter.frame().find(namespace) instanceof Namespace target)) {
                throw new TemplateException("\"" + namespace + "\" is no namespace(); only those can be written into");
            }
            target.put(key, interpreter.evaluate(value));
            return "";
        }
    }

    /** {@code set name … endset}; {@code filtered} is the name behind its filters. */
    record BlockAssignment(String name, Expression filtered, List<Node> body) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            interpreter.enter();
            String text = interpreter.render(body);
            interpreter.leave();
            interpreter.frame().define(name, text);
            interpreter.frame().define(name, interpreter.evaluate(filtered));
            return "";
        }
    }

    /** {@code macro name(parameters) … endmacro}. */
    record MacroDefinition(String name, List<Parameter> parameters, List<Node> body) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            interpreter.frame().define(name, new Macro(name, parameters, body, interpreter.frame()));
            return "";
        }
    }

    /** {@code call(parameters) macro(arguments) … endcall}. */
    record CallBlock(List<Parameter> parameters, MacroCall call, List<Node> body) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            Macro caller = new Macro("caller", parameters, body, interpreter.frame());
            return TextRendering.text(interpreter.callMacro(call, caller), Integer.MAX_VALUE);
        }
    }

    /** {@code break} and {@code continue}. */
    record Jump(boolean out) implements Instruction {

        @Override
        public String run(StrictInterpreter interpreter) {
            interpreter.jump(out);
            return "";
        }
    }
}

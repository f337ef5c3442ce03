package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code mapping.items()}, {@code .keys()}, {@code .values()}, {@code .get(key, otherwise)}: Python's, for mappings. */
record MethodCall(Expression target, String method, List<Expression> arguments) implements Expression {
    static final List<String> METHODS = List.of("get", "items", "keys", "values");

    MethodCall {
        arguments = List.copyOf(arguments);
        boolean get = method.equals("get");
        if (get ? arguments.isEmpty() || arguments.size() > 2 : !arguments.isEmpty()) {
            throw new TemplateException(
                    "the method \"" + method + "\" takes " + (get ? "a key and a default" : "no arguments"));
        }
    }

    @Override
    public @Nullable Object evaluate(Scope scope) {
        Object value = target.evaluate(scope);
        if (!(value instanceof Map<?, ?> map)) {
            throw new TemplateException(
                    "the method \"" + method + "\" is for mappings, not for " + Operators.kind(value));
        }
        return switch (method) {
            case "items" -> pairs(map);
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            default -> get(map, scope);
        };
    }

    private @Nullable Object get(Map<?, ?> map, Scope scope) {
        Object key = arguments.get(0).evaluate(scope);
        if (key instanceof String name && map.containsKey(name)) {
            return map.get(name);
        }
        return arguments.size() > 1 ? arguments.get(1).evaluate(scope) : null;
    }

    static List<Object> pairs(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> {
            List<@Nullable Object> pair = new ArrayList<>(2);
            pair.add(key);
            pair.add(value);
            pairs.add(pair);
        });
        return pairs;
    }

    @Override
    public List<Expression> parts() {
        return Stream.concat(Stream.of(target), arguments.stream()).toList();
    }
}

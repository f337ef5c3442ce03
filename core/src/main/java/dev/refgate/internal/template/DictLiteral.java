package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code {'key': value}}; {@code keys} and {@code values} go in pairs. */
record DictLiteral(List<Expression> keys, List<Expression> values) implements Expression {

    DictLiteral {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    @Override
    public Object evaluate(Scope scope) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!(keys.get(i).evaluate(scope) instanceof String key)) {
                throw new TemplateException("the keys of a mapping have to be texts");
            }
            map.put(key, values.get(i).evaluate(scope));
        }
        return map;
    }

    @Override
    public List<Expression> parts() {
        return Stream.concat(keys.stream(), values.stream()).toList();
    }
}

package dev.refgate.internal.template;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON over several lines, for people. */
final class IndentedJson {
    private final Output output;
    private final int indent;
    private final int limit;

    private IndentedJson(Output output, int indent, int limit) {
        this.output = output;
        this.indent = indent;
        this.limit = limit;
    }

    static String write(@Nullable Object value, int indent, int limit) {
        Output output = new Output(limit, 256);
        new IndentedJson(output, indent, limit).value(value, 0);
        return output.toString();
    }

    private void value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            mapping(map, depth + 1);
        } else if (value instanceof Collection<?> list && !list.isEmpty()) {
            list(list, depth + 1);
        } else {
            output.append(TextRendering.json(value, limit));
        }
    }

    private void mapping(Map<?, ?> map, int depth) {
        output.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            newLine(depth);
            output.append(TextRendering.json(String.valueOf(entry.getKey()), limit));
            output.append(": ");
            value(entry.getValue(), depth);
            output.append(entries.hasNext() ? "," : "");
        }
        newLine(depth - 1);
        output.append('}');
    }

    private void list(Collection<?> list, int depth) {
        output.append('[');
        Iterator<?> items = list.iterator();
        while (items.hasNext()) {
            newLine(depth);
            value(items.next(), depth);
            output.append(items.hasNext() ? "," : "");
        }
        newLine(depth - 1);
        output.append(']');
    }

    private void newLine(int depth) {
        output.append('\n');
        output.append(" ".repeat(depth * indent));
    }
}

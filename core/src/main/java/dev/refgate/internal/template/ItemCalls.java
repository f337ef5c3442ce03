package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters that apply another filter, or a test, to each item of a list: {@code map}, {@code select} and their kin. */
final class ItemCalls {
    static final Set<String> NAMES = Set.of("map", "select", "reject", "selectattr", "rejectattr");

    private final Calls calls;

    ItemCalls(Calls calls) {
        this.calls = calls;
    }

    Expression filter(Expression value, String name, Call call) {
        return switch (name) {
            case "map" -> new Mapped(value, mapping(call));
            case "select", "reject" ->
                new Selected(value, condition(new Item(), name, call.positional(), call), name.equals("select"));
            default -> byAttribute(value, name, call);
        };
    }

    private Expression mapping(Call call) {
        if (call.positional().isEmpty()) {
            List<@Nullable Expression> bound = call.bind("the filter \"map\"", List.of("attribute", "default"), 1);
            return new AttributeOf(new Item(), name(bound.get(0), "the attribute of \"map\""), bound.get(1));
        }
        String filter = name(call.positional().get(0), "the name of the filter for \"map\"");
        return calls.filter(new Item(), filter, new Call(rest(call.positional()), call.named()));
    }

    private Expression byAttribute(Expression value, String name, Call call) {
        if (call.positional().isEmpty()) {
            throw new TemplateException("the filter \"" + name + "\" needs the name of an attribute");
        }
        String attribute = name(call.positional().get(0), "the attribute of \"" + name + "\"");
        Expression item = new AttributeOf(new Item(), attribute, null);
        return new Selected(value, condition(item, name, rest(call.positional()), call), name.equals("selectattr"));
    }

    /** Without a test, whether the item counts as true. */
    private Expression condition(Expression item, String name, List<Expression> arguments, Call call) {
        call.onlyPositional("the filter \"" + name + "\"");
        return arguments.isEmpty()
                ? item
                : calls.test(item, name(arguments.get(0), "the test of \"" + name + "\""), false, rest(arguments));
    }

    private static List<Expression> rest(List<Expression> arguments) {
        return new ArrayList<>(arguments.subList(1, arguments.size()));
    }

    private static String name(@Nullable Expression expression, String what) {
        if (expression instanceof Literal literal && literal.value() instanceof String name) {
            return name;
        }
        throw new TemplateException(what + " has to be written out, as a text");
    }
}

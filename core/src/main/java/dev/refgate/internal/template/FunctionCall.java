package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;

/** {@code range(end)}, {@code range(start, end, step)}: the one function that templates have. */
record FunctionCall(String name, List<Expression> arguments) implements Expression {
    static final List<String> FUNCTIONS = List.of("range");

    FunctionCall {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new TemplateException("the function \"" + name + "\" takes one to three numbers");
        }
    }

    @Override
    public Object evaluate(Scope scope) {
        long first = number(0, scope);
        long start = arguments.size() == 1 ? 0 : first;
        long end = arguments.size() == 1 ? first : number(1, scope);
        long step = arguments.size() == 3 ? number(2, scope) : 1;
        if (step == 0) {
            throw new TemplateException("the step of \"range\" cannot be zero");
        }
        List<Object> numbers = new ArrayList<>();
        for (long value = start; step > 0 ? value < end : value > end; value += step) {
            Limits.items(numbers.size() + 1L);
            numbers.add(value);
        }
        return numbers;
    }

    private long number(int position, Scope scope) {
        Object value = arguments.get(position).evaluate(scope);
        if (value instanceof Number number && Numbers.isWhole(number) && Math.abs(number.doubleValue()) < 1e15) {
            return number.longValue();
        }
        throw new TemplateException("\"range\" needs whole numbers below 10 to the 15th, not " + Operators.kind(value));
    }

    @Override
    public List<Expression> parts() {
        return arguments;
    }
}

package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import java.time.LocalDateTime;
import java.util.List;

/** {@code moment.year} and its like. */
record MomentField(Expression target, String field) implements Expression {
    static final List<String> FIELDS = List.of("year", "month", "day", "hour", "minute", "second", "microsecond");

    @Override
    public Object evaluate(Scope scope) {
        LocalDateTime local = Moments.read(target.evaluate(scope)).local();
        return (long)
                switch (field) {
                    case "year" -> local.getYear();
                    case "month" -> local.getMonthValue();
                    case "day" -> local.getDayOfMonth();
                    case "hour" -> local.getHour();
                    case "minute" -> local.getMinute();
                    case "second" -> local.getSecond();
                    default -> local.getNano() / 1_000;
                };
    }

    @Override
    public List<Expression> parts() {
        return List.of(target);
    }
}

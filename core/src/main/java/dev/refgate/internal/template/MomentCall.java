package dev.refgate.internal.template;

import dev.refgate.internal.template.Moments.Moment;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Python's {@code datetime} and {@code ZoneInfo} can be called for, and the methods of a moment. */
record MomentCall(@Nullable Expression target, String function, List<@Nullable Expression> arguments)
        implements Expression {
    static final String DATETIME = "datetime";
    static final String TIMEZONE = "timezone";
    static final String ZONE_INFO = "ZoneInfo";
    static final List<String> NAMES = List.of(DATETIME, TIMEZONE, ZONE_INFO);

    private static final Map<String, List<String>> FUNCTIONS = Map.of(
            "now", List.of("tz"),
            "utcnow", List.of(),
            "fromisoformat", List.of("date_string"),
            "fromtimestamp", List.of("timestamp", "tz"));

    static final Map<String, List<String>> METHODS = Map.of(
            "isoformat", List.of(),
            "strftime", List.of("format"),
            "astimezone", List.of("tz"),
            "timestamp", List.of(),
            "weekday", List.of(),
            "isoweekday", List.of());

    MomentCall {
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    /** {@code datetime.now(…)} and its like. */
    static MomentCall function(String name, Call call) {
        List<String> parameters = FUNCTIONS.get(name);
        if (parameters == null) {
            throw new TemplateException("datetime has no function \"" + name + "\" (expected one of: fromisoformat,"
                    + " fromtimestamp, now, utcnow)");
        }
        int required = name.startsWith("from") ? 1 : 0;
        return new MomentCall(null, name, call.bind("the function \"" + name + "\"", parameters, required));
    }

    /** {@code ZoneInfo('Europe/Berlin')}. */
    static MomentCall zone(Call call) {
        return new MomentCall(null, ZONE_INFO, call.bind("the function \"ZoneInfo\"", List.of("key"), 1));
    }

    /** A method of {@link #METHODS}. */
    static MomentCall method(Expression target, String name, Call call) {
        List<String> parameters = METHODS.getOrDefault(name, List.of());
        return new MomentCall(target, name, call.bind("the method \"" + name + "\"", parameters, parameters.size()));
    }

    @Override
    public Object evaluate(Scope scope) {
        if (target != null) {
            return method(Moments.read(target.evaluate(scope)), scope);
        }
        return switch (function) {
            case ZONE_INFO -> {
                Object name = argument(0, scope);
                Moments.zone(name);
                yield String.valueOf(name);
            }
            case "fromisoformat" -> Moments.read(argument(0, scope)).iso(' ');
            case "fromtimestamp" ->
                Moments.at(seconds(argument(0, scope)), zone(1, scope)).iso(' ');
            default ->
                Moments.at(Instant.now(), arguments.isEmpty() ? null : zone(0, scope))
                        .iso(' ');
        };
    }

    private Object method(Moment moment, Scope scope) {
        return switch (function) {
            case "isoformat" -> moment.iso('T');
            case "strftime" -> strftime(moment, argument(0, scope));
            case "astimezone" -> moment.at(Moments.zone(argument(0, scope))).iso(' ');
            case "timestamp" ->
                moment.instant().getEpochSecond() + moment.local().getNano() / 1e9;
            case "weekday" -> moment.local().getDayOfWeek().getValue() - 1L;
            default -> (long) moment.local().getDayOfWeek().getValue();
        };
    }

    private static String strftime(Moment moment, @Nullable Object pattern) {
        if (pattern instanceof String text) {
            return Moments.format(moment, text, Limits.ITEMS);
        }
        throw new TemplateException("\"strftime\" needs a text, not " + Operators.kind(pattern));
    }

    private @Nullable Object argument(int position, Scope scope) {
        Expression argument = arguments.get(position);
        return argument == null ? null : argument.evaluate(scope);
    }

    private @Nullable ZoneId zone(int position, Scope scope) {
        Object value = argument(position, scope);
        return value == null ? null : Moments.zone(value);
    }

    static Instant seconds(@Nullable Object value) {
        if (value instanceof Number number && Math.abs(number.doubleValue()) < 1e11) {
            return Instant.ofEpochSecond(0, Math.round(number.doubleValue() * 1e6) * 1_000);
        }
        throw new TemplateException("a number of seconds since 1970 is needed, not " + Operators.kind(value));
    }

    @Override
    public List<Expression> parts() {
        List<Expression> parts = new ArrayList<>();
        if (target != null) {
            parts.add(target);
        }
        arguments.stream().filter(Objects::nonNull).forEach(parts::add);
        return parts;
    }
}

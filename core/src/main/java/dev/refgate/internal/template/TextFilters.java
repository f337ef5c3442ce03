package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters that make texts. A number, list or mapping is written as text first. */
final class TextFilters {

    private TextFilters() {}

    static List<Filter> all() {
        return List.of(
                Filter.of("lower", (value, call) -> call.text(value).toLowerCase(Locale.ROOT)),
                Filter.of("upper", (value, call) -> call.text(value).toUpperCase(Locale.ROOT)),
                Filter.of("capitalize", (value, call) -> capitalize(call.text(value))),
                Filter.of("title", (value, call) -> title(call.text(value))),
                Filter.of("trim", (value, call) -> trim(call.text(value), call), "chars"),
                Filter.of("replace", TextFilters::replace, "old", "new", "count")
                        .requiring(2),
                Filter.of("string", (value, call) -> TextRendering.text(value, call.limit())),
                Filter.of("date", TextFilters::date, "format"),
                Filter.of("indent", TextFilters::indent, "width", "first", "blank"),
                Filter.of("tojson", TextFilters::json, "indent"));
    }

    /** Not Jinja's own: a moment, as a text or in seconds since 1970 (UTC), as {@code strftime} writes it. */
    private static String date(@Nullable Object value, Arguments call) {
        Moments.Moment moment =
                value instanceof Number ? Moments.of(MomentCall.seconds(value), ZoneOffset.UTC) : Moments.read(value);
        return Moments.format(moment, call.text(0, "%Y-%m-%d"), call.limit());
    }

    private static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** A word begins at the start, and behind white space, a hyphen or an opening bracket. */
    private static String title(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i)) || "-({[<".indexOf(text.charAt(i)) >= 0) {
                result.append(capitalize(text.substring(start, i))).append(text.charAt(i));
                start = i + 1;
            }
        }
        return result.append(capitalize(text.substring(start))).toString();
    }

    private static String trim(String text, Arguments call) {
        if (!call.isGiven(0)) {
            return text.strip();
        }
        String characters = call.text(0, "");
        int start = 0;
        int end = text.length();
        while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end);
    }

    private static String replace(@Nullable Object value, Arguments call) {
        String text = call.text(value);
        String old = call.text(0, "");
        String replacement = call.text(1, "");
        int count = call.integer(2, -1);
        if (old.isEmpty()) {
            throw new TemplateException("the filter \"replace\" cannot replace an empty text");
        }
        Output output = new Output(call.limit(), text.length());
        int from = 0;
        int found = text.indexOf(old);
        while (found >= 0 && count != 0) {
            output.append(text.substring(from, found));
            output.append(replacement);
            from = found + old.length();
            found = text.indexOf(old, from);
            count--;
        }
        output.append(text.substring(from));
        return output.toString();
    }

    private static String indent(@Nullable Object value, Arguments call) {
        String margin = " ".repeat(Math.max(0, Math.min(100, call.integer(0, 4))));
        Output output = new Output(call.limit(), 256);
        String[] lines = call.text(value).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean indented = i == 0 ? call.truth(1, false) : call.truth(2, false) || !lines[i].isEmpty();
            output.append(i == 0 ? "" : "\n");
            output.append(indented ? margin : "");
            output.append(lines[i]);
        }
        return output.toString();
    }

    private static String json(@Nullable Object value, Arguments call) {
        int indent = call.integer(0, 0);
        return indent <= 0
                ? TextRendering.json(value, call.limit())
                : IndentedJson.write(value, Math.min(indent, 16), call.limit());
    }
}

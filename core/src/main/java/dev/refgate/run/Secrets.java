package dev.refgate.run;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that must not be shown, such as those of {@code _env}. Values of less than four characters are no secrets: to
 * mask them would make texts unreadable and hide nothing. Immutable.
 */
public final class Secrets {
    private static final int SHORTEST = 4;
    static final String MASK = "***";

    private final List<String> forms;
    private final Set<String> numbers;

    private Secrets(Collection<String> forms, Collection<String> numbers) {
        this.forms = List.copyOf(forms);
        this.numbers = Set.copyOf(numbers);
    }

    public static Secrets of(Collection<String> values) {
        Set<String> forms = new LinkedHashSet<>();
        for (String value : values) {
            if (value.length() >= SHORTEST) {
                forms.add(value);
                forms.add(jsonEscaped(value));
                if (!value.chars().allMatch(Secrets::isSameInUrls)) {
                    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
                    forms.add(encoded);
                    forms.add(encoded.replace("+", "%20"));
                }
            }
        }
        return new Secrets(forms, Set.of());
    }

    /** The texts and numbers of JSON values, wherever in them; a number is masked as a text, and where it is a number. */
    public static Secrets ofAll(Collection<? extends @Nullable Object> values) {
        Set<String> texts = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        values.forEach(value -> collect(value, texts, numbers));
        texts.addAll(numbers);
        return new Secrets(of(texts).forms, numbers);
    }

    private static void collect(@Nullable Object value, Set<String> texts, Set<String> numbers) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> collect(item, texts, numbers));
        } else if (value instanceof Collection<?> items) {
            items.forEach(item -> collect(item, texts, numbers));
        } else if (value instanceof Number && value.toString().length() >= SHORTEST) {
            numbers.add(value.toString());
        } else if (value instanceof String text) {
            texts.add(text);
        }
    }

    private static boolean isSameInUrls(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "-_.*".indexOf(character) >= 0;
    }

    /**
     * The text with {@code ***} for every secret in it, written plainly, as inside a JSON text, or as in a URL. Secrets that overlap or
     * touch are one mask, so that no rest of one shows beside the other.
     */
    public String mask(String text) {
        BitSet hidden = new BitSet();
        for (String form : forms) {
            for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
                hidden.set(at, at + form.length());
            }
        }
        if (hidden.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(shown)) {
            masked.append(text, shown, start).append(MASK);
            shown = hidden.nextClearBit(start);
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /**
     * How much of a text that is not over yet can be masked and shown now: what is cut off may be the beginning of a
     * secret whose rest is still to come.
     *
     * @return a length; no secret that is in the text, or begins in it, lies across it
     */
    public int settled(String text) {
        int settled = text.length();
        for (String form : forms) {
            for (int at = Math.max(0, text.length() - form.length() + 1); at < settled; at++) {
                if (form.startsWith(text.substring(at))) {
                    settled = at;
                }
            }
        }
        return beforeSecretsAcross(text, settled);
    }

    private int beforeSecretsAcross(String text, int cut) {
        for (String form : forms) {
            int earliest = Math.max(0, cut - form.length() + 1);
            int at = text.indexOf(form, earliest);
            if (at >= 0 && at < cut) {
                return beforeSecretsAcross(text, at);
            }
        }
        return cut;
    }

    /**
     * A JSON value with every text in it masked, the keys of mappings too; the value itself where there is nothing to
     * hide.
     */
    public @Nullable Object maskAll(@Nullable Object value) {
        if (forms.isEmpty()) {
            return value;
        }
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> masked = new ArrayList<>(items.size());
            items.forEach(item -> masked.add(maskAll(item)));
            return masked;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, item) -> masked.put(mask(String.valueOf(key)), maskAll(item)));
            return masked;
        }
        return value instanceof Number && numbers.contains(value.toString()) ? MASK : value;
    }

    private static String jsonEscaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            int named = "\"\\\b\f\n\r\t".indexOf(character);
            if (named >= 0) {
                escaped.append('\\').append("\"\\bfnrt".charAt(named));
            } else if (character < ' ') {
                escaped.append("\\u00").append(Character.forDigit(character >> 4, 16));
                escaped.append(Character.forDigit(character & 0xF, 16));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}

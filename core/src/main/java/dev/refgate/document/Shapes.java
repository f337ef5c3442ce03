package dev.refgate.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The shapes that Refgate's files are made of. */
public final class Shapes {

    private Shapes() {}

    /** Any JSON value. */
    public static Shape any() {
        return new AnyShape();
    }

    /** A text of at least one character. */
    public static Shape text() {
        return new TextShape("a text", Pattern.compile("(?s).+"));
    }

    /** A text, the empty one too. */
    public static Shape anyText() {
        return new TextShape("a text", Pattern.compile("(?s).*"));
    }

    /**
     * A text of a certain form.
     *
     * @param expected says the form in words, such as {@code a duration like 500ms, 30s, 5m or 2h}
     * @param pattern matches the whole text; kept to what Java and JSON Schema (ECMA-262) understand alike
     */
    public static Shape text(String expected, String pattern) {
        return new TextShape(expected, Pattern.compile(pattern));
    }

    /** One of a few texts. */
    public static Shape choice(String... choices) {
        return new ChoiceShape(List.of(choices));
    }

    /** Exactly this number. */
    public static Shape constant(long value) {
        return new IntegerShape(value, value);
    }

    /** A whole number in a range, both ends included. */
    public static Shape integer(long minimum, long maximum) {
        return new IntegerShape(minimum, maximum);
    }

    /** Any number. */
    public static Shape number() {
        return new NumberShape(false);
    }

    /** A number above zero. */
    public static Shape positiveNumber() {
        return new NumberShape(true);
    }

    public static Shape truth() {
        return new TruthShape();
    }

    /** A length of time, as {@link Durations} reads it. */
    public static Shape duration() {
        return text(Durations.EXPECTED, Durations.PATTERN);
    }

    /** A length of time, or a text with a template in it, which is to give one. */
    public static Shape durationOrTemplate() {
        return text(
                Durations.EXPECTED + ", or a template that gives one",
                Durations.PATTERN + "|[\\s\\S]*(\\{\\{|\\{%)[\\s\\S]*");
    }

    /** A length of time of at least one millisecond. */
    public static Shape positiveDuration() {
        return text(Durations.EXPECTED + ", above zero", "(?!0+[a-z])" + Durations.PATTERN);
    }

    /** A list whose items all have one shape. */
    public static Shape list(Shape item) {
        return new ListShape(item, 0);
    }

    /** The same with at least one item. */
    public static Shape nonEmptyList(Shape item) {
        return new ListShape(item, 1);
    }

    /**
     * A mapping from names that the author chooses.
     *
     * @param what what a key names, such as {@code an environment's name}
     * @param keyPattern what a key has to match as a whole
     */
    public static Shape map(String what, String keyPattern, Shape value) {
        return new MapShape(what, Pattern.compile(keyPattern), value, 0);
    }

    /** The same with at least one entry. */
    public static Shape nonEmptyMap(String what, String keyPattern, Shape value) {
        return new MapShape(what, Pattern.compile(keyPattern), value, 1);
    }

    /** A mapping with known keys. */
    public static ObjectShape object(String what, Key... keys) {
        return new ObjectShape(what, List.of(keys));
    }

    /** A mapping whose known keys depend on the value of one of them, such as a block's {@code type}. */
    public static Shape variant(String what, String discriminator, Map<String, ObjectShape> variants) {
        return new VariantShape(what, discriminator, variants);
    }

    /** A mapping whose known keys depend on which of a few keys it has, such as {@code webhook} or {@code cron}. */
    public static Shape variantByKey(String what, Map<String, ObjectShape> variants) {
        return new KeyVariantShape(what, variants);
    }

    /**
     * A shape that can contain itself.
     *
     * @param name unique among the definitions of a file's JSON Schema
     * @param shape gives the shape; asked when it is needed, not before
     */
    public static Shape named(String name, Supplier<Shape> shape) {
        return new NamedShape(name, shape);
    }

    /** One of several shapes, best such that differ in kind (a text or a mapping, say): then messages can be precise. */
    public static Shape either(Shape... alternatives) {
        return new EitherShape(List.of(alternatives));
    }

    static String quotedList(Collection<String> words) {
        return String.join(", ", words);
    }
}

package dev.refgate.workflow;

import static dev.refgate.document.Key.optional;
import static dev.refgate.document.Shapes.any;
import static dev.refgate.document.Shapes.anyText;
import static dev.refgate.document.Shapes.choice;
import static dev.refgate.document.Shapes.either;
import static dev.refgate.document.Shapes.integer;
import static dev.refgate.document.Shapes.list;
import static dev.refgate.document.Shapes.map;
import static dev.refgate.document.Shapes.named;
import static dev.refgate.document.Shapes.nonEmptyList;
import static dev.refgate.document.Shapes.number;
import static dev.refgate.document.Shapes.object;
import static dev.refgate.document.Shapes.positiveNumber;
import static dev.refgate.document.Shapes.text;
import static dev.refgate.document.Shapes.truth;

import dev.refgate.document.Key;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The format of an input's declaration: a JSON Schema (draft 2020-12), and two keys of Refgate's own. */
final class InputShape {
    static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
    static final String OPTIONAL = "optional";
    static final String SENSITIVE = "sensitive";
    static final String DEFAULT = "default";

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final String[] TYPES = {"string", "number", "integer", "boolean", "array", "object", "null"};
    private static final String[] FORMATS = {
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uuid",
        "uri-template",
        "json-pointer",
        "relative-json-pointer",
        "regex"
    };
    private static final String REFERENCE = "#[^\\x00-\\x20]*";
    private static final String ANYTHING = "[\\s\\S]*";
    private static final String ANCHOR = "[A-Za-z_][A-Za-z0-9._-]*";

    private static final Shape SUBSCHEMA = named("schema", () -> InputShape.SCHEMA_OR_TRUTH);
    private static final ObjectShape SCHEMA = schema();
    private static final Shape SCHEMA_OR_TRUTH = either(truth(), SCHEMA);

    private InputShape() {}

    static ObjectShape declaration() {
        List<Key> own = List.of(
                optional(OPTIONAL, truth(), "Whether a call may leave the input out."),
                optional(SENSITIVE, truth(), "Whether the value is masked wherever it is shown or stored."));
        return new ObjectShape("an input", SCHEMA.keys()).with(own);
    }

    private static ObjectShape schema() {
        List<Key> keys = new ArrayList<>();
        Stream.of(annotations(), values(), texts(), lists(), mappings(), combinations(), references())
                .forEach(keys::addAll);
        return object("a JSON Schema", keys.toArray(Key[]::new));
    }

    private static List<Key> annotations() {
        return List.of(
                keyword("title", anyText(), "A short name, for people."),
                keyword("description", anyText(), "What the value means, for people."),
                keyword(DEFAULT, any(), "The value when there is none."),
                keyword("examples", list(any()), "Some values that fit."),
                keyword("deprecated", truth(), "Whether callers should stop sending it."),
                keyword("readOnly", truth(), "Whether only the owner of the value changes it."),
                keyword("writeOnly", truth(), "Whether the value is never given out."),
                keyword("$comment", anyText(), "A note to those who maintain the schema."));
    }

    private static List<Key> values() {
        return List.of(
                keyword("type", either(choice(TYPES), nonEmptyList(choice(TYPES))), "The value's JSON type, or types."),
                keyword("enum", list(any()), "The values that fit."),
                keyword("const", any(), "The only value that fits."),
                keyword("multipleOf", positiveNumber(), "What a number has to be a multiple of."),
                keyword("minimum", number(), "The smallest number."),
                keyword("maximum", number(), "The largest number."),
                keyword("exclusiveMinimum", number(), "What a number has to be above."),
                keyword("exclusiveMaximum", number(), "What a number has to be below."));
    }

    private static List<Key> texts() {
        return List.of(
                keyword("minLength", size(), "How many characters a text has at least."),
                keyword("maxLength", size(), "How many characters a text has at most."),
                keyword("pattern", anyText(), "A regular expression that has to be found in a text."),
                keyword("format", choice(FORMATS), "What kind of text it is; asserted."),
                keyword("contentEncoding", anyText(), "How a text encodes bytes; not asserted."),
                keyword("contentMediaType", anyText(), "The media type of a text's content; not asserted."),
                keyword("contentSchema", SUBSCHEMA, "The schema of a text's content; not asserted."));
    }

    private static List<Key> lists() {
        return List.of(
                keyword("items", SUBSCHEMA, "The schema of a list's items."),
                keyword("prefixItems", nonEmptyList(SUBSCHEMA), "The schemas of a list's first items, one each."),
                keyword("contains", SUBSCHEMA, "The schema of some item of a list."),
                keyword("minContains", size(), "How many items fit contains at least."),
                keyword("maxContains", size(), "How many items fit contains at most."),
                keyword("minItems", size(), "How many items a list has at least."),
                keyword("maxItems", size(), "How many items a list has at most."),
                keyword("uniqueItems", truth(), "Whether a list's items have to differ."),
                keyword("unevaluatedItems", SUBSCHEMA, "The schema of items that nothing else looks at."));
    }

    private static List<Key> mappings() {
        return List.of(
                keyword("properties", schemas("a property's name"), "The schemas of a mapping's values, by key."),
                keyword("required", list(anyText()), "The keys that a mapping must have."),
                keyword("additionalProperties", SUBSCHEMA, "The schema of values under other keys; false for none."),
                keyword("patternProperties", schemas("a regular expression"), "Schemas, by a pattern of the key."),
                keyword("propertyNames", SUBSCHEMA, "The schema of a mapping's keys."),
                keyword("minProperties", size(), "How many keys a mapping has at least."),
                keyword("maxProperties", size(), "How many keys a mapping has at most."),
                keyword(
                        "dependentRequired",
                        map("a property's name", ANYTHING, list(anyText())),
                        "The keys that a mapping must have beside a key."),
                keyword("dependentSchemas", schemas("a property's name"), "The schemas of mappings that have a key."),
                keyword("unevaluatedProperties", SUBSCHEMA, "The schema of values that nothing else looks at."));
    }

    private static List<Key> combinations() {
        return List.of(
                keyword("allOf", nonEmptyList(SUBSCHEMA), "Schemas that all have to fit."),
                keyword("anyOf", nonEmptyList(SUBSCHEMA), "Schemas of which one at least has to fit."),
                keyword("oneOf", nonEmptyList(SUBSCHEMA), "Schemas of which exactly one has to fit."),
                keyword("not", SUBSCHEMA, "A schema that must not fit."),
                keyword("if", SUBSCHEMA, "The schema that decides between then and else."),
                keyword("then", SUBSCHEMA, "The schema where if fits."),
                keyword("else", SUBSCHEMA, "The schema where if does not fit."));
    }

    private static List<Key> references() {
        Shape reference = text("a reference inside this schema, such as #/$defs/address", REFERENCE);
        Shape anchor = text("an anchor's name", ANCHOR);
        return List.of(
                keyword("$ref", reference, "A schema elsewhere in this one that has to fit too."),
                keyword("$dynamicRef", reference, "The same, found when the value is looked at."),
                keyword("$defs", schemas("a definition's name"), "Schemas to refer to."),
                keyword("$anchor", anchor, "A name to refer to this schema by."),
                keyword("$dynamicAnchor", anchor, "A name for $dynamicRef."),
                keyword("$schema", choice(DIALECT), "The dialect; there is only this one."));
    }

    private static Shape schemas(String what) {
        return map(what, ANYTHING, SUBSCHEMA);
    }

    private static Shape size() {
        return integer(0, Integer.MAX_VALUE);
    }

    private static Key keyword(String name, Shape shape, String description) {
        return optional(name, shape, description);
    }
}

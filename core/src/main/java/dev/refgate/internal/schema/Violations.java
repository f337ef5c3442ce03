package dev.refgate.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.refgate.workflow.JsonSchemas.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says in words what the validator found. The words come from the schema, never from the value. */
final class Violations {
    private static final int MAX_CHOICES = 30;

    private Violations() {}

    static List<Violation> of(List<Error> errors) {
        Set<Violation> violations = new LinkedHashSet<>();
        errors.forEach(error -> violations.add(of(error)));
        return List.copyOf(violations);
    }

    static Violation of(Error error) {
        List<Object> path = path(error.getInstanceLocation());
        if (error.getProperty() != null) {
            path.add(error.getProperty());
        }
        return new Violation(List.copyOf(path), message(error), error.getKeyword());
    }

    private static List<Object> path(NodePath location) {
        List<Object> path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getElement(i));
        }
        return path;
    }

    private static String message(Error error) {
        JsonNode schema = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" -> "has to be " + types(schema);
            case "required" -> "is required";
            case "additionalProperties", "unevaluatedProperties" -> "is not known here";
            case "items", "unevaluatedItems", "prefixItems" -> "has more items than the schema knows";
            case "enum" -> "has to be one of: " + choices(schema);
            case "const" -> "has to be " + schema;
            case "format" -> "has to be " + format(schema.asText());
            case "pattern" -> "has to match the pattern " + schema.asText();
            case "minLength" -> "has to have at least " + counted(schema, "character");
            case "maxLength" -> "may have at most " + counted(schema, "character");
            case "minItems" -> "has to have at least " + counted(schema, "item");
            case "maxItems" -> "may have at most " + counted(schema, "item");
            case "minProperties" -> "has to have at least " + counted(schema, "key");
            case "maxProperties" -> "may have at most " + counted(schema, "key");
            case "minimum" -> "has to be at least " + schema;
            case "maximum" -> "may be at most " + schema;
            case "exclusiveMinimum" -> "has to be more than " + schema;
            case "exclusiveMaximum" -> "has to be less than " + schema;
            case "multipleOf" -> "has to be a multiple of " + schema;
            case "uniqueItems" -> "may not have the same item twice";
            case "contains", "minContains", "maxContains" -> "has not the right number of items of the asked kind";
            case "dependentRequired" -> "lacks a key that another of its keys asks for";
            case "propertyNames" -> "has a key that is not allowed";
            case "not" -> "fits what is not allowed";
            case "oneOf" -> "has to fit exactly one of the alternatives";
            case "anyOf" -> "has to fit one of the alternatives";
            default -> "does not fit the schema";
        };
    }

    private static String types(JsonNode schema) {
        if (schema.isTextual()) {
            return type(schema.asText());
        }
        return StreamSupport.stream(schema.spliterator(), false)
                .map(type -> type(type.asText()))
                .collect(Collectors.joining(" or "));
    }

    private static String type(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "object" -> "a mapping";
            case "array" -> "a list";
            default -> type;
        };
    }

    private static String choices(JsonNode schema) {
        String choices = StreamSupport.stream(schema.spliterator(), false)
                .limit(MAX_CHOICES)
                .map(choice -> choice.isTextual() ? choice.asText() : choice.toString())
                .collect(Collectors.joining(", "));
        return schema.size() > MAX_CHOICES ? choices + ", …" : choices;
    }

    private static String counted(JsonNode schema, String unit) {
        return schema.asLong() == 1 ? "1 " + unit : schema.asText() + " " + unit + "s";
    }

    private static String format(String format) {
        return switch (format) {
            case "email", "idn-email" -> "an email address";
            case "date" -> "a date such as 2026-01-31";
            case "date-time" -> "a date and time such as 2026-01-31T12:00:00Z";
            case "time" -> "a time such as 12:00:00Z";
            case "duration" -> "a duration such as PT15M";
            case "uri", "iri" -> "an absolute URI";
            case "uuid" -> "a UUID";
            case "ipv4", "ipv6" -> "an address of " + (format.equals("ipv4") ? "IPv4" : "IPv6");
            case "hostname", "idn-hostname" -> "a host name";
            case "regex" -> "a regular expression";
            default -> "of the format " + format;
        };
    }
}

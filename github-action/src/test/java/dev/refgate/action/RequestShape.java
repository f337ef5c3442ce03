package dev.refgate.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What GitHub's published description of its REST API says of a request's body: which fields there are, of which type, which
 * of them must be there, and which values and lengths they may have. There are no others.
 */
record RequestShape(Map<String, Field> fields) {

    /** A field. */
    record Field(Class<?> type, boolean required, Set<String> values, int longest) {
        static Field text() {
            return new Field(String.class, false, Set.of(), Integer.MAX_VALUE);
        }

        static Field truth() {
            return new Field(Boolean.class, false, Set.of(), 0);
        }

        static Field list() {
            return new Field(List.class, false, Set.of(), 0);
        }

        Field always() {
            return new Field(type, true, values, longest);
        }

        Field oneOf(String... words) {
            return new Field(type, required, Set.of(words), longest);
        }

        Field upTo(int characters) {
            return new Field(type, required, values, characters);
        }
    }

    static final RequestShape COMMENT =
            new RequestShape(Map.of("body", Field.text().always().upTo(65_536)));

    static final RequestShape STATUS = new RequestShape(Map.of(
            "state", Field.text().always().oneOf("error", "failure", "pending", "success"),
            "target_url", Field.text(),
            "description", Field.text().upTo(140),
            "context", Field.text().upTo(255)));

    static final RequestShape DEPLOYMENT = new RequestShape(Map.of(
            "ref", Field.text().always(),
            "task", Field.text(),
            "auto_merge", Field.truth(),
            "required_contexts", Field.list(),
            "environment", Field.text().upTo(255),
            "description", Field.text().upTo(140),
            "transient_environment", Field.truth(),
            "production_environment", Field.truth()));

    static final RequestShape DEPLOYMENT_STATUS = new RequestShape(Map.of(
            "state",
                    Field.text()
                            .always()
                            .oneOf("error", "failure", "inactive", "in_progress", "queued", "pending", "success"),
            "target_url", Field.text(),
            "log_url", Field.text(),
            "description", Field.text().upTo(140),
            "environment", Field.text().upTo(255),
            "environment_url", Field.text(),
            "auto_inactive", Field.truth()));

    /** What is wrong with a body; none when nothing is. */
    List<String> violations(Map<String, Object> body) {
        List<String> violations = new ArrayList<>();
        body.forEach((name, value) -> {
            Field field = fields.get(name);
            if (field == null) {
                violations.add("no such field: " + name);
            } else if (!field.type().isInstance(value)) {
                violations.add(name + ": " + value + " is no " + field.type().getSimpleName());
            } else if (value instanceof String text) {
                if (!field.values().isEmpty() && !field.values().contains(text)) {
                    violations.add(name + ": " + text + " is none of " + field.values());
                }
                if (text.codePointCount(0, text.length()) > field.longest()) {
                    violations.add(name + ": longer than " + field.longest());
                }
            }
        });
        fields.forEach((name, field) -> {
            if (field.required() && !body.containsKey(name)) {
                violations.add("missing: " + name);
            }
        });
        return violations;
    }
}

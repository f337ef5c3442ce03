package dev.refgate.document;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record KeyVariantShape(String what, Map<String, ObjectShape> variants) implements Shape {

    KeyVariantShape {
        variants = new LinkedHashMap<>(variants);
    }

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
            return;
        }
        Optional<ObjectShape> chosen = variants.entrySet().stream()
                .filter(variant -> mapping.find(variant.getKey()).isPresent())
                .map(Map.Entry::getValue)
                .findFirst();
        if (chosen.isPresent()) {
            chosen.get().check(node, problems);
        } else {
            problems.add(node.location(), missing(mapping));
        }
    }

    private String missing(MappingNode mapping) {
        Collection<String> known = variants.keySet();
        String hint = mapping.entries().stream()
                .map(entry -> Nearest.hint(entry.key(), known))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
        return what + " needs one of the keys: " + Shapes.quotedList(known) + hint;
    }

    @Override
    public boolean suits(Node node) {
        return node instanceof MappingNode;
    }

    /** Each variant refuses the keys of the others, so at most one can fit. */
    @Override
    public Map<String, Object> jsonSchema() {
        List<Map<String, Object>> alternatives =
                variants.values().stream().map(ObjectShape::jsonSchema).toList();
        return Map.of("anyOf", alternatives);
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        variants.values().forEach(shape -> shape.define(definitions));
    }

    @Override
    public String expected() {
        return "a mapping (" + what + ")";
    }
}

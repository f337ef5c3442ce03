package dev.refgate.document;

import java.util.List;
import java.util.Map;

record ChoiceShape(List<String> choices) implements Shape {

    @Override
    public void check(Node node, Problems problems) {
        if (!(node instanceof ScalarNode scalar)
                || !(scalar.value() instanceof String text)
                || !choices.contains(text)) {
            String hint = node.value() instanceof String text ? Nearest.hint(text, choices) : "";
            problems.add(node.location(), "expected " + expected() + ", found " + node.described() + hint);
        }
    }

    @Override
    public boolean suits(Node node) {
        return node.value() instanceof String;
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("enum", choices);
    }

    @Override
    public String expected() {
        return choices.size() == 1 ? "\"" + choices.get(0) + "\"" : "one of: " + Shapes.quotedList(choices);
    }
}

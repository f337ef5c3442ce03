package dev.refgate.document;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

record EitherShape(List<Shape> alternatives) implements Shape {

    /** Where exactly one alternative is of the node's kind, its complaints say more than that nothing fits. */
    @Override
    public void check(Node node, Problems problems) {
        List<Shape> suitable =
                alternatives.stream().filter(shape -> shape.suits(node)).toList();
        if (suitable.size() == 1) {
            suitable.get(0).check(node, problems);
        } else if (suitable.stream().noneMatch(shape -> fits(shape, node))) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
        }
    }

    private static boolean fits(Shape shape, Node node) {
        Problems found = new Problems();
        shape.check(node, found);
        return found.isEmpty();
    }

    @Override
    public boolean suits(Node node) {
        return alternatives.stream().anyMatch(shape -> shape.suits(node));
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("anyOf", alternatives.stream().map(Shape::jsonSchema).toList());
    }

    @Override
    public void define(Map<String, Map<String, Object>> definitions) {
        alternatives.forEach(shape -> shape.define(definitions));
    }

    @Override
    public String expected() {
        return alternatives.stream().map(Shape::expected).collect(Collectors.joining(", or "));
    }
}

package dev.refgate.document;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

record EitherShape(List<Shape> alternatives) implements Shape {

    /** Fine when one alternative fits; else the complaint of the alternative that got furthest into the node. */
    @Override
    public void check(Node node, Problems problems) {
        Problems deepest = null;
        for (Shape alternative : alternatives) {
            Problems found = new Problems();
            alternative.check(node, found);
            if (found.isEmpty()) {
                return;
            }
            boolean inside = found.sorted().stream()
                    .noneMatch(problem -> problem.location().equals(node.location()));
            if (inside && deepest == null) {
                deepest = found;
            }
        }
        if (deepest == null) {
            problems.add(node.location(), "expected " + expected() + ", found " + node.described());
        } else {
            deepest.sorted().forEach(problem -> problems.add(problem.location(), problem.message()));
        }
    }

    @Override
    public Map<String, Object> jsonSchema() {
        return Map.of("anyOf", alternatives.stream().map(Shape::jsonSchema).toList());
    }

    @Override
    public String expected() {
        return alternatives.stream().map(Shape::expected).collect(Collectors.joining(", or "));
    }
}

package dev.refgate.workflow;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.ScalarNode;
import dev.refgate.document.SequenceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * As much of a block as its place in the graph takes. Can be read from a block that has other problems, so that they do
 * not hide those of the graph.
 *
 * @param settings the whole block
 * @param id where it is a text
 * @param type where it is a text
 * @param needs what it says under {@code needs}, or the implicit edge from the block above
 * @param branches what can be chosen; empty for a type that does not branch
 */
record BlockOutline(
        MappingNode settings, Optional<ScalarNode> id, String type, List<Edge> needs, Optional<List<Branch>> branches) {

    private static final Pattern NEEDED = Pattern.compile(WorkflowShape.NEEDED);

    /**
     * One of the ways out of a block.
     *
     * @param id its label
     * @param location where the branch begins
     * @param isElse whether it has no condition
     */
    record Branch(String id, Location location, boolean isElse) {}

    /**
     * @param above the blocks above, the nearest last
     * @param types the block types by name
     */
    static BlockOutline of(MappingNode settings, List<BlockOutline> above, Map<String, BlockShape> types) {
        Optional<ScalarNode> id = settings.find("id").flatMap(BlockOutline::text);
        String type = settings.find("type")
                .flatMap(BlockOutline::text)
                .map(node -> String.valueOf(node.value()))
                .orElse("");
        List<Edge> needs =
                settings.find("needs").map(BlockOutline::written).orElseGet(() -> implicit(settings.location(), above));
        Optional<List<Branch>> branches = Optional.ofNullable(types.get(type))
                .flatMap(BlockShape::branchesKey)
                .map(key -> settings.find(key).map(BlockOutline::branches).orElse(List.of()));
        return new BlockOutline(settings, id, type, needs, branches);
    }

    /** Its id, or nothing that any block could have. */
    String name() {
        return id.map(node -> String.valueOf(node.value())).orElse("");
    }

    List<String> labels() {
        return branches.orElse(List.of()).stream().map(Branch::id).toList();
    }

    private static Optional<ScalarNode> text(Node node) {
        return node instanceof ScalarNode scalar && scalar.isText() ? Optional.of(scalar) : Optional.empty();
    }

    private static List<Edge> implicit(Location location, List<BlockOutline> above) {
        if (above.isEmpty() || above.get(above.size() - 1).id().isEmpty()) {
            return List.of();
        }
        return List.of(new Edge(above.get(above.size() - 1).name(), Optional.empty(), location));
    }

    private static List<Edge> written(Node needs) {
        List<Edge> edges = new ArrayList<>();
        for (Node item : items(needs)) {
            if (item.value() instanceof String name && NEEDED.matcher(name).matches()) {
                int dot = name.indexOf('.');
                edges.add(
                        dot < 0
                                ? new Edge(name, Optional.empty(), item.location())
                                : new Edge(
                                        name.substring(0, dot), Optional.of(name.substring(dot + 1)), item.location()));
            }
        }
        return edges;
    }

    private static List<Branch> branches(Node list) {
        List<Branch> branches = new ArrayList<>();
        for (Node item : items(list)) {
            if (item instanceof MappingNode branch
                    && branch.find("id").map(Node::value).orElse(null) instanceof String id) {
                boolean isElse = branch.find("if").isEmpty();
                branches.add(new Branch(id, branch.location(), isElse));
            }
        }
        return branches;
    }

    private static List<Node> items(Node node) {
        return node instanceof SequenceNode list ? list.items() : List.of();
    }
}

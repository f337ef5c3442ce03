package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.SequenceNode;
import dev.refgate.document.Shapes;
import dev.refgate.run.BlockOutcome.Flow;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code condition}: chooses the first branch that is true. */
final class ConditionBlock implements BlockType {
    private static final String BRANCHES = "branches";
    private static final String ID = "id";
    private static final String IF = "if";

    @Override
    public BlockShape shape() {
        return BlockShape.branching(
                "condition",
                "Chooses one of several branches: the first whose `if` is true. When none is, everything behind it is"
                        + " skipped.",
                "`{branch}`: the chosen branch's id, or null.",
                BRANCHES,
                Key.required(
                        BRANCHES,
                        Shapes.nonEmptyList(Shapes.object(
                                "a branch",
                                Key.required(
                                        ID,
                                        Shapes.text("an id like high_urgency", "[a-z][a-z0-9_]*"),
                                        "What other blocks' `needs` calls this branch: `<block>.<branch>`."),
                                Key.optional(
                                        IF,
                                        Conditions.SHAPE,
                                        "Whether this branch is chosen, when none before it is. Without it the branch is"
                                                + " the else, and has to be the last."))),
                        "The branches, in the order in which they are asked."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        List<Branch> branches = new ArrayList<>();
        List<Node> items = block.require(BRANCHES) instanceof SequenceNode list ? list.items() : List.of();
        for (Node item : items) {
            if (item instanceof MappingNode branch) {
                branches.add(branch(block, branch));
            }
        }
        Chosen none = Chosen.of(null);
        return run -> first(branches, run.scope(), none).outcome();
    }

    /** Without an {@code if} it is the else; the parser has seen to it that it is the last. */
    private static Branch branch(BlockCompiler block, MappingNode item) {
        String id = item.find(ID).map(Node::value).map(String::valueOf).orElse("");
        return new Branch(item.find(IF).map(block::condition).orElse(scope -> true), Chosen.of(id));
    }

    private static Chosen first(List<Branch> branches, Scope scope, Chosen none) {
        for (Branch branch : branches) {
            if (branch.condition().isTrue(scope)) {
                return branch.chosen();
            }
        }
        return none;
    }

    private record Branch(Condition condition, Chosen chosen) {}

    /** A choice's outcome never differs between runs, so it is made once. */
    private record Chosen(BlockOutcome outcome) {
        static Chosen of(@Nullable String id) {
            return new Chosen(new BlockOutcome(Collections.singletonMap("branch", id), new Flow.Choose(id)));
        }
    }
}

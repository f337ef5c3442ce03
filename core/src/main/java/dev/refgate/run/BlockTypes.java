package dev.refgate.run;

import dev.refgate.workflow.BlockShape;
import java.util.List;

/** The block types that there are. */
public final class BlockTypes {
    private final List<BlockType> types;

    public BlockTypes(List<BlockType> types) {
        this.types = List.copyOf(types);
    }

    /** How each is written, in the order of the reference pages. */
    public List<BlockShape> shapes() {
        return types.stream().map(BlockType::shape).toList();
    }
}

package dev.refgate.run;

import dev.refgate.workflow.BlockShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The block types that there are. */
public final class BlockTypes {
    private final Map<String, BlockType> types = new LinkedHashMap<>();

    /**
     * @param types in the order of the reference pages; each writes another word after {@code type:}
     */
    public BlockTypes(List<BlockType> types) {
        for (BlockType type : types) {
            if (this.types.putIfAbsent(type.shape().type(), type) != null) {
                throw new IllegalArgumentException("block type: " + type.shape().type() + " (expected each type once)");
            }
        }
    }

    /** Those that Refgate comes with: the registry, one line each. */
    public static BlockTypes standard() {
        return new BlockTypes(List.of(
                new TextBlock(), // keep the order of the reference pages
                new JsonBlock(),
                new ConditionBlock(),
                new ContinueIfBlock(),
                new StopIfBlock()));
    }

    /** How each is written, in the order of the reference pages. */
    public List<BlockShape> shapes() {
        return types.values().stream().map(BlockType::shape).toList();
    }

    /** The type that a block names. */
    public Optional<BlockType> find(String type) {
        return Optional.ofNullable(types.get(type));
    }

    /** The words after {@code type:}, for messages. */
    List<String> names() {
        return List.copyOf(types.keySet());
    }
}

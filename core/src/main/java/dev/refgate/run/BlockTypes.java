package dev.refgate.run;

import dev.refgate.workflow.BlockShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The block types that there are. */
public final class BlockTypes {
    private final Map<String, BlockType> types = new LinkedHashMap<>();
    private final Map<String, BlockShape> shapes = new LinkedHashMap<>();

    /**
     * @param types in the order of the reference pages; each writes another word after {@code type:}
     */
    public BlockTypes(List<BlockType> types) {
        for (BlockType type : types) {
            BlockShape shape = type.shape();
            if (this.types.putIfAbsent(shape.type(), type) != null) {
                throw new IllegalArgumentException("block type: " + shape.type() + " (expected each type once)");
            }
            shapes.put(shape.type(), shape);
        }
    }

    /**
     * Those that Refgate comes with: the registry, one line each.
     *
     * @param services what they need from outside
     */
    public static BlockTypes standard(BlockServices services) {
        return new BlockTypes(List.of(
                new TextBlock(), // keep the order of the reference pages
                new JsonBlock(),
                new ConditionBlock(),
                new ContinueIfBlock(),
                new StopIfBlock(),
                new JavascriptBlock(services.scripts()),
                new HttpBlock(services.http(), services.json()),
                new LlmBlock(services.http(), services.json(), services.schemas()),
                new DelayBlock(),
                new ReduceBlock(),
                new WorkflowBlock(),
                new SaveDocumentBlock(services.documents()),
                new QueryDocumentsBlock(services.documents())));
    }

    /** How each is written, in the order of the reference pages. */
    public List<BlockShape> shapes() {
        return List.copyOf(shapes.values());
    }

    /** Whether the time that an attempt of such a block may take is limited where its {@code timeout} says nothing. */
    boolean isTimed(String type) {
        BlockShape shape = shapes.get(type);
        return shape == null || shape.timed();
    }

    /** Whether blocks of this type do something that others can see; see {@link BlockType#reachesOut}. */
    public boolean reachesOut(String type) {
        return find(type).map(BlockType::reachesOut).orElse(false);
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

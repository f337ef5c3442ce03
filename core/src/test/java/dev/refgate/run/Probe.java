package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A block type of the tests' own: {@code type: probe} does what the test gave for its {@code does}. That it needs no more
 * than this class and a place in a registry is what the seam for block types promises.
 */
final class Probe implements BlockType {
    private final Map<String, BlockExecutor> behaviours = new ConcurrentHashMap<>();

    Probe on(String name, BlockExecutor behaviour) {
        behaviours.put(name, behaviour);
        return this;
    }

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "probe",
                "Does what a test says.",
                "Anything.",
                Key.required("does", Shapes.text(), "A behaviour's name."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        String name = block.text(block.require("does")).source();
        BlockExecutor behaviour = behaviours.get(name);
        if (behaviour == null) {
            block.problem(block.block().location(), "the test gave no behaviour \"" + name + "\"");
            return run -> BlockOutcome.of(null);
        }
        return behaviour;
    }
}

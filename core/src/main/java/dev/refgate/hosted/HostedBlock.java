package dev.refgate.hosted;

import dev.refgate.error.InvalidArgumentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A block as the hosted product has it.
 *
 * @param id its name in templates
 * @param archetype which block it is, such as {@code com.scoutos.llm}
 * @param needs the ids of the blocks before it
 * @param inputs its settings
 * @param values all of it
 */
record HostedBlock(
        String id,
        String archetype,
        List<String> needs,
        Map<String, @Nullable Object> inputs,
        Map<String, @Nullable Object> values) {

    static HostedBlock of(Map<String, @Nullable Object> values, int index) {
        String id = HostedConfig.text(values, "block_id")
                .orElseThrow(() -> new InvalidArgumentException(
                        "blocks[" + index + "]: block_id is missing (expected the block's name)"));
        String where = "block " + id;
        String archetype = HostedConfig.text(values, "block_archetype_id")
                .orElseThrow(() -> new InvalidArgumentException(
                        where + ": block_archetype_id is missing (expected such as com.scoutos.llm)"));
        List<String> needs = HostedConfig.mappings(values, "dependencies", where).stream()
                .map(dependency -> HostedConfig.text(dependency, "block_id")
                        .orElseThrow(() -> new InvalidArgumentException(
                                where + ": a dependency has no block_id (expected the block that comes before)")))
                .toList();
        Object inputs = values.get("block_inputs");
        return new HostedBlock(
                id,
                archetype,
                needs,
                inputs == null ? Map.of() : HostedConfig.mapping(inputs, where + ": block_inputs"),
                values);
    }

    /** See {@link BlockForms#kind}. */
    String kind() {
        return BlockForms.kind(archetype);
    }

    String where() {
        return "block " + id;
    }

    boolean isOutput() {
        return Boolean.TRUE.equals(values.get("is_output")) || Boolean.TRUE.equals(values.get("block_is_output"));
    }

    /** What people call it, where that says more than the id. */
    Optional<String> displayName() {
        return HostedConfig.text(values, "block_display_name").filter(name -> !name.equals(id));
    }
}

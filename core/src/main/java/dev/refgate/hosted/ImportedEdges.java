package dev.refgate.hosted;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What comes before what: all of it is written, since the order of blocks means nothing in the hosted product. */
final class ImportedEdges {
    private final List<HostedBlock> blocks;
    private final BlockNames names;
    private final Remarks remarks;

    ImportedEdges(List<HostedBlock> blocks, BlockNames names, Remarks remarks) {
        this.blocks = blocks;
        this.names = names;
        this.remarks = remarks;
    }

    /** The {@code needs} of a block. */
    List<Object> into(HostedBlock block) {
        Set<Object> needs = new LinkedHashSet<>();
        for (String before : block.needs()) {
            names.find(before)
                    .ifPresentOrElse(
                            id -> blocks.stream()
                                    .filter(other -> other.id().equals(before))
                                    .filter(other -> !other.kind().equals(BlockForms.INPUT))
                                    .findFirst()
                                    .ifPresent(other -> needs.add(id + label(other, block))),
                            () -> remarks.lost(block.where(), "it depends on " + before + ", which is not there"));
        }
        for (HostedBlock other : blocks) {
            if (other.kind().equals(BlockForms.CONDITIONAL)
                    && !label(other, block).isEmpty()) {
                needs.add(names.find(other.id()).orElseThrow() + label(other, block));
            }
        }
        return new ArrayList<>(needs);
    }

    /** The branch of {@code before} that leads to a block, such as {@code .then}; empty for all. */
    private static String label(HostedBlock before, HostedBlock block) {
        if (!before.kind().equals(BlockForms.CONDITIONAL)) {
            return "";
        }
        if (Objects.equals(before.inputs().get("block_on_true"), block.id())) {
            return "." + BlockForms.THEN;
        }
        return Objects.equals(before.inputs().get("block_on_false"), block.id()) ? "." + BlockForms.ELSE : "";
    }
}

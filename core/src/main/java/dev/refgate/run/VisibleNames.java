package dev.refgate.run;

import dev.refgate.document.Nearest;
import dev.refgate.workflow.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the templates of one place may name.
 *
 * @param block the block that they belong to; empty for the workflow's outputs
 * @param inputs the declared inputs
 * @param upstream the blocks that have ended before they are rendered
 * @param blocks all blocks of the workflow
 */
record VisibleNames(Optional<String> block, Set<String> inputs, Set<String> upstream, Set<String> blocks) {
    static final String INPUTS = "inputs";
    static final String ENV = "_env";
    static final String GLOBALS = "__exp_global";

    private static final List<String> MEMBERS = List.of(BlockView.OUTPUT, BlockView.ERROR);

    /** What is wrong with a reference, if anything is. */
    Optional<String> problem(Reference reference) {
        return switch (reference.root()) {
            case ENV -> Optional.empty();
            case INPUTS -> member(reference, "input", inputs);
            case GLOBALS -> member(reference, "global", RunGlobals.NAMES);
            default -> blockProblem(reference);
        };
    }

    private static Optional<String> member(Reference reference, String what, Set<String> known) {
        if (reference.path().size() < 2 || reference.guarded()) {
            return Optional.empty();
        }
        String name = reference.path().get(1);
        if (known.contains(name)) {
            return Optional.empty();
        }
        return Optional.of("unknown " + what + " \"" + name + "\" in the template (expected "
                + (known.isEmpty() ? "none: the workflow declares no inputs" : "one of: " + String.join(", ", known))
                + ")" + Nearest.hint(name, known));
    }

    private Optional<String> blockProblem(Reference reference) {
        String root = reference.root();
        if (!upstream.contains(root)) {
            return Optional.of(blocks.contains(root) ? notUpstream(root) : unknown(root));
        }
        if (reference.path().size() < 2 || MEMBERS.contains(reference.path().get(1))) {
            return Optional.empty();
        }
        String member = reference.path().get(1);
        return Optional.of(
                "unknown member \"" + member + "\" of block \"" + root + "\" in the template (expected one of:"
                        + " output, error); did you mean \"" + root + ".output." + member + "\"?");
    }

    private String notUpstream(String root) {
        String own = block.orElse("");
        return root.equals(own)
                ? "block \"" + root + "\" cannot name itself in a template: it has no output yet"
                : "block \"" + root + "\" is not upstream of \"" + own + "\": add it to needs";
    }

    private String unknown(String root) {
        List<String> known = new ArrayList<>(List.of(INPUTS, ENV, GLOBALS));
        known.addAll(upstream);
        List<String> near = new ArrayList<>(known);
        near.addAll(blocks);
        return "unknown name \"" + root + "\" in the template (expected one of: " + String.join(", ", known) + ")"
                + Nearest.hint(root, near);
    }
}

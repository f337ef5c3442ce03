package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** {@code javascript}: calls a function. */
final class JavascriptBlock implements BlockType {
    private static final String FILE = "file";
    private static final String SOURCE = "source";
    private static final String WITH = "with";

    private final Scripts scripts;

    JavascriptBlock(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "javascript",
                "Calls a JavaScript function: the default export of a module.",
                "What the function returns, as JSON.",
                Key.optional(
                        FILE,
                        Shapes.text(),
                        "The module, a file of the workflow's folder. A block has either this or `source`."),
                Key.optional(SOURCE, Shapes.text(), "The module itself. No template is rendered in it."),
                Key.optional(
                        WITH,
                        Shapes.any(),
                        "What the function is called with: any value, with templates anywhere in it; `{}` when it is not"
                                + " there. The function sees nothing else."));
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        ValueTemplate with = block.find(WITH).map(block::value).orElse(scope -> Map.of());
        Optional<ScriptSource> source = source(block);
        if (source.isEmpty()) {
            return run -> BlockOutcome.of(null);
        }
        Problems problems = new Problems();
        Script script = scripts.compile(source.get(), problems);
        problems.sorted().forEach(problem -> block.problem(problem.location(), problem.message()));
        return run -> {
            Object argument = with.render(run.scope());
            run.beginsWith(Collections.singletonMap(WITH, argument));
            return BlockOutcome.of(script.call(argument, run.deadline(), run.cancellation()));
        };
    }

    private static Optional<ScriptSource> source(BlockCompiler block) {
        Optional<Node> file = block.find(FILE);
        Optional<Node> inline = block.find(SOURCE);
        if (file.isPresent() == inline.isPresent()) {
            block.problem(
                    inline.map(Node::location).orElse(block.block().location()),
                    "block \"" + block.block().id() + "\" has "
                            + (file.isPresent() ? "both \"file\" and \"source\"" : "neither \"file\" nor \"source\"")
                            + " (expected one of them)");
            return Optional.empty();
        }
        return file.isPresent()
                ? block.scriptFile(file.get())
                : Optional.of(block.embeddedScript(inline.orElseThrow()));
    }
}

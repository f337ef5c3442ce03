package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.document.Nearest;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.Template;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The preparation of one block. */
final class BlockCompilation implements BlockCompiler {
    /** A file that a block names is text that people wrote. */
    private static final int LARGEST_FILE = 1 << 20;

    private final Block block;
    private final WorkflowFolder folder;
    private final NodeCompiler nodes;
    private final List<SubWorkflowCall> calls;
    private final Problems problems;

    /**
     * @param calls receives what the block wants of other workflows
     */
    BlockCompilation(
            Block block, WorkflowFolder folder, NodeCompiler nodes, List<SubWorkflowCall> calls, Problems problems) {
        this.block = block;
        this.folder = folder;
        this.nodes = nodes;
        this.calls = calls;
        this.problems = problems;
    }

    @Override
    public Block block() {
        return block;
    }

    @Override
    public Node require(String key) {
        return find(key).orElseGet(() -> {
            problem(block.location(), "block \"" + block.id() + "\" needs the key \"" + key + "\"");
            return new ScalarNode(block.location(), "");
        });
    }

    @Override
    public Optional<Node> find(String key) {
        return block.settings().find(key);
    }

    @Override
    public Template text(Node node) {
        return nodes.text(node);
    }

    @Override
    public ValueTemplate value(Node node) {
        return nodes.value(node);
    }

    @Override
    public Condition condition(Node node) {
        return nodes.condition(node);
    }

    @Override
    public Optional<byte[]> file(Node path) {
        if (!(path.value() instanceof String name)) {
            problem(path.location(), "expected the path of a file, found " + path.described());
            return Optional.empty();
        }
        if (name.startsWith("/") || Arrays.asList(name.split("/", -1)).contains("..")) {
            problem(path.location(), "\"" + name + "\" leaves the workflow's folder (expected a path inside it)");
            return Optional.empty();
        }
        try {
            Optional<byte[]> content = folder.read(name, LARGEST_FILE);
            if (content.isEmpty()) {
                problem(path.location(), missing(name));
            }
            return content;
        } catch (InvalidArgumentException e) {
            problem(path.location(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public Optional<ScriptSource> scriptFile(Node path) {
        return file(path).flatMap(content -> {
            String name = String.valueOf(path.value());
            try {
                return Optional.of(ScriptSource.ofFile(folder.displayPath(name), decoded(content)));
            } catch (CharacterCodingException e) {
                problem(path.location(), "\"" + name + "\" is not text in UTF-8");
                return Optional.empty();
            }
        });
    }

    @Override
    public ScriptSource embeddedScript(Node text) {
        return EmbeddedScripts.source(text, folder);
    }

    private String missing(String name) {
        List<WorkflowFolder.Entry> entries = folder.entries();
        boolean special = entries.stream().anyMatch(entry -> entry.path().equals(name));
        if (special) {
            return "\"" + name + "\" is a symlink or a submodule (expected a regular file)";
        }
        List<String> files = entries.stream().map(WorkflowFolder.Entry::path).toList();
        return "there is no file \"" + name + "\" in the workflow's folder" + Nearest.hint(name, files);
    }

    private static String decoded(byte[] content) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }

    @Override
    public Optional<WorkflowId> subWorkflow(Node name, Set<String> inputs, Set<String> offered, Set<String> outputs) {
        if (!(name.value() instanceof String id) || !WorkflowId.isValid(id)) {
            problem(
                    name.location(),
                    "expected the id of a workflow (" + WorkflowId.PATTERN + "), found " + name.described());
            return Optional.empty();
        }
        WorkflowId workflow = new WorkflowId(id);
        calls.add(new SubWorkflowCall(name.location(), workflow, inputs, offered, outputs));
        return Optional.of(workflow);
    }

    @Override
    public void problem(Location location, String message) {
        problems.add(location, message);
    }
}

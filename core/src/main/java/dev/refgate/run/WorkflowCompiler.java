package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Nearest;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.run.CompiledOutputs.Output;
import dev.refgate.workflow.Block;
import dev.refgate.workflow.JsonSchemas;
import dev.refgate.workflow.JsonSchemas.Violation;
import dev.refgate.workflow.OnError;
import dev.refgate.workflow.Schedule;
import dev.refgate.workflow.Templates;
import dev.refgate.workflow.Workflow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a workflow into one that is ready to run, and thereby proves that it can be. Safe for use by many threads. */
public final class WorkflowCompiler {
    private final BlockTypes types;
    private final Templates templates;
    private final JsonSchemas schemas;
    private final RunLimits limits;

    public WorkflowCompiler(BlockTypes types, Templates templates, JsonSchemas schemas, RunLimits limits) {
        this.types = types;
        this.templates = templates;
        this.schemas = schemas;
        this.limits = limits;
    }

    RunLimits limits() {
        return limits;
    }

    /**
     * @param folder where blocks' files are
     * @param problems receives everything that is wrong, all at once
     * @return the compiled workflow; empty when there was any problem
     */
    public Optional<CompiledWorkflow> compile(Workflow workflow, WorkflowFolder folder, Problems problems) {
        Problems found = new Problems();
        CompiledWorkflow compiled = new Compilation(workflow, folder, found).compile();
        found.sorted().forEach(problem -> problems.add(problem.location(), problem.message()));
        return found.isEmpty() ? Optional.of(compiled) : Optional.empty();
    }

    /** The compilation of one workflow. */
    private final class Compilation {
        private final Workflow workflow;
        private final WorkflowFolder folder;
        private final Problems problems;
        private final Graph graph;
        private final CompiledInputs inputs;
        private final List<SubWorkflowCall> calls = new ArrayList<>();

        Compilation(Workflow workflow, WorkflowFolder folder, Problems problems) {
            this.workflow = workflow;
            this.folder = folder;
            this.problems = problems;
            this.graph = new Graph(workflow.blocks());
            this.inputs = new CompiledInputs(workflow.inputs(), schemas, problems);
        }

        CompiledWorkflow compile() {
            List<Block> blocks = workflow.blocks();
            if (blocks.size() > limits.blocks()) {
                problems.add(
                        blocks.get(limits.blocks()).location(),
                        "the workflow has " + blocks.size() + " blocks (at most " + limits.blocks() + ")");
            }
            List<CompiledBlock> compiled = new ArrayList<>();
            for (Block block : blocks) {
                compiled.add(compile(block, compiled.size()));
            }
            workflow.schedules().forEach(this::checkInputs);
            return new CompiledWorkflow(
                    workflow, compiled, graph.indexes(), inputs, outputs(compiled), calls, webhook());
        }

        /** Nobody would see it before its time has come. */
        private void checkInputs(Schedule schedule) {
            try {
                inputs.check(schedule.inputValues());
            } catch (InvalidInputsException e) {
                for (Violation violation : e.violations()) {
                    String path = violation.path().stream().map(String::valueOf).collect(Collectors.joining("."));
                    Location location = schedule.inputs()
                            .flatMap(given ->
                                    given.find(String.valueOf(violation.path().get(0))))
                            .map(Node::location)
                            .orElse(schedule.location());
                    problems.add(location, "inputs." + path + ": " + violation.message());
                }
            }
        }

        private CompiledBlock compile(Block block, int index) {
            NodeCompiler nodes = nodes(Optional.of(block.id()), graph.upstream(block));
            Duration attempt = types.isTimed(block.type()) ? limits.attempt() : ChronoUnit.FOREVER.getDuration();
            BlockExecutor executor = types.find(block.type())
                    .map(type -> type.compile(new BlockCompilation(block, folder, nodes, calls, problems)))
                    .orElseGet(() -> unknownType(block));
            return new CompiledBlock(
                    index,
                    block.id(),
                    block.type(),
                    executor,
                    block.condition().map(nodes::condition).orElse(null),
                    Deadline.nanos(block.timeout().orElse(attempt)),
                    block.retry(),
                    recovery(block.onError(), nodes),
                    block.needs().size(),
                    graph.successors(index));
        }

        private BlockExecutor unknownType(Block block) {
            problems.add(
                    block.location(),
                    "unknown block type \"" + block.type() + "\" (expected one of: " + String.join(", ", types.names())
                            + ")" + Nearest.hint(block.type(), types.names()));
            return run -> BlockOutcome.of(null);
        }

        private @Nullable ValueTemplate recovery(OnError onError, NodeCompiler nodes) {
            if (onError instanceof OnError.Substitute substitute) {
                return nodes.value(substitute.output());
            }
            return onError instanceof OnError.Continue ? scope -> null : null;
        }

        private CompiledOutputs outputs(List<CompiledBlock> blocks) {
            Optional<MappingNode> declared = workflow.outputs();
            if (declared.isEmpty()) {
                return new CompiledOutputs(blocks.stream()
                        .filter(block -> block.successors().isEmpty())
                        .map(block -> CompiledOutputs.leaf(block.id()))
                        .toList());
            }
            NodeCompiler nodes = nodes(Optional.empty(), graph.indexes().keySet());
            return new CompiledOutputs(declared.get().entries().stream()
                    .map(entry -> new Output(entry.key(), nodes.value(entry.value())))
                    .toList());
        }

        private Optional<CompiledWebhook> webhook() {
            NodeCompiler nodes = new NodeCompiler(templates, CompiledWebhook::problem, problems);
            return workflow.webhook()
                    .map(webhook -> new CompiledWebhook(
                            inputs.names(),
                            webhook.inputs().map(MappingNode::entries).orElse(List.of()).stream()
                                    .map(entry -> new Output(entry.key(), nodes.value(entry.value())))
                                    .toList(),
                            webhook.maxBody()));
        }

        private NodeCompiler nodes(Optional<String> block, Set<String> upstream) {
            VisibleNames names = new VisibleNames(
                    block, inputs.names(), upstream, graph.indexes().keySet());
            return new NodeCompiler(templates, names, problems);
        }
    }
}

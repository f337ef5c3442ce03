package dev.refgate.run;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.internal.schema.NetworkntJsonSchemas;
import dev.refgate.internal.template.JinjaTemplates;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.workflow.WorkflowParser;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** The whole engine, from the text of a workflow.yml to a result, with what a test wants different. */
final class TestEngine {
    private static final ExecutorService BRANCHES = RunExecutors.branches();

    private final Probe probe = new Probe();
    private final List<BlockType> moreTypes = new ArrayList<>();
    private final Map<String, String> env = new LinkedHashMap<>();
    private Executor branches = BRANCHES;
    private RunLimits limits = RunLimits.DEFAULT;
    private Waiting waiting = Waiting.REAL;
    private Duration grace = Duration.ofSeconds(20);
    private Clock clock = Clock.systemUTC();
    private RunListener listener = RunListener.NONE;
    private Cancellation cancellation = new Cancellation();

    /** {@code type: probe} with {@code does: <name>} does this. */
    TestEngine probe(String name, BlockExecutor behaviour) {
        probe.on(name, behaviour);
        return this;
    }

    /** One more type. */
    TestEngine type(BlockType type) {
        moreTypes.add(type);
        return this;
    }

    TestEngine env(String key, String value) {
        env.put(key, value);
        return this;
    }

    TestEngine branches(Executor executor) {
        branches = executor;
        return this;
    }

    TestEngine limits(RunLimits changed) {
        limits = changed;
        return this;
    }

    TestEngine runLimit(Duration run) {
        return limits(new RunLimits(
                run,
                limits.attempt(),
                limits.blocks(),
                limits.renderedText(),
                limits.outputBytes(),
                limits.subWorkflowDepth()));
    }

    TestEngine grace(Duration changed) {
        grace = changed;
        return this;
    }

    TestEngine waiting(Waiting changed) {
        waiting = changed;
        return this;
    }

    TestEngine clock(Clock changed) {
        clock = changed;
        return this;
    }

    TestEngine listener(RunListener changed) {
        listener = changed;
        return this;
    }

    TestEngine cancellation(Cancellation changed) {
        cancellation = changed;
        return this;
    }

    BlockTypes types() {
        List<BlockType> types = new ArrayList<>();
        BlockTypes standard = BlockTypes.standard(TestServices.with(limits));
        standard.names().forEach(name -> types.add(standard.find(name).orElseThrow()));
        types.add(probe);
        types.addAll(moreTypes);
        return new BlockTypes(types);
    }

    WorkflowParser parser() {
        return new WorkflowParser(new YamlDocumentReader(), types().shapes());
    }

    WorkflowCompiler compiler() {
        return new WorkflowCompiler(
                types(), new JinjaTemplates(limits.renderedText()), new NetworkntJsonSchemas(), limits);
    }

    CompiledWorkflow compile(WorkflowFolder folder) {
        Problems problems = new Problems();
        Optional<CompiledWorkflow> compiled =
                parser().parse(folder, problems).flatMap(workflow -> compiler().compile(workflow, folder, problems));
        problems.throwIfAny();
        return compiled.orElseThrow();
    }

    CompiledWorkflow compile(String workflow) {
        return compile(InMemoryWorkflow.of("version: 1\n" + workflow));
    }

    /** What is wrong with a workflow, as {@code line:column: message}; the line that says the version counts. */
    List<String> problems(String workflow) {
        try {
            compile(workflow);
            return List.of();
        } catch (InvalidDocumentException e) {
            return e.problems().stream().map(TestEngine::withoutFile).toList();
        }
    }

    private static String withoutFile(Problem problem) {
        return problem.toString().replace(problem.location().file() + ":", "");
    }

    RunResult run(String workflow) {
        return run(workflow, Map.of());
    }

    RunResult run(String workflow, Map<String, Object> inputs) {
        return run(compile(workflow), inputs);
    }

    /** One of the workflows of a tree, with those that it runs. */
    CompiledWorkflow compile(WorkflowTree tree, String workflow) {
        return new CompiledWorkflows(parser(), compiler(), 100)
                .find(tree, new WorkflowId(workflow))
                .workflow();
    }

    RunResult run(WorkflowTree tree, String workflow, Map<String, Object> inputs) {
        return run(compile(tree, workflow), inputs);
    }

    /** What is wrong with the workflows of a tree. */
    List<String> problems(InMemoryTree tree) {
        CompiledTree compiled = new CompiledTree(tree, parser(), compiler());
        Problems problems = new Problems();
        tree.folderNames().forEach(name -> compiled.check(new WorkflowId(name), problems));
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    RunResult run(CompiledWorkflow workflow, Map<String, Object> inputs) {
        WorkflowRunner runner = new WorkflowRunner(new RunResources(branches, limits, waiting, grace), clock);
        return runner.run(Requests.of(workflow, inputs, env, listener, cancellation));
    }

    /** How each block of a run ended, as {@code id: status}, sorted. */
    static List<String> ends(RunResult result) {
        return result.blocks().stream()
                .map(block -> block.block() + ": " + block.status().word())
                .sorted()
                .toList();
    }

    static BlockResult block(RunResult result, String id) {
        return result.blocks().stream()
                .filter(block -> block.block().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}

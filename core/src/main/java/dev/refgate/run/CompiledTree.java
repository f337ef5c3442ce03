package dev.refgate.run;

import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.workflow.WorkflowParser;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The workflows of one tree, each compiled when it is asked for, and what they want of each other. Not safe for use by
 * several threads.
 */
public final class CompiledTree {
    private final WorkflowTree tree;
    private final Function<WorkflowFolder, Compiled> compilation;
    private final CallChecks checks;
    private final Map<WorkflowId, Optional<Entry>> entries = new HashMap<>();
    private @Nullable List<String> names;

    /**
     * A workflow by itself.
     *
     * @param workflow empty when it has problems
     */
    record Compiled(Optional<CompiledWorkflow> workflow, List<Problem> problems) {
        static Compiled of(WorkflowFolder folder, WorkflowParser parser, WorkflowCompiler compiler) {
            Problems problems = new Problems();
            Optional<CompiledWorkflow> workflow =
                    parser.parse(folder, problems).flatMap(parsed -> compiler.compile(parsed, folder, problems));
            return new Compiled(workflow, problems.sorted());
        }
    }

    /** What is kept of a workflow, so that a tree of many needs little memory. */
    private record Entry(WorkflowFolder folder, Optional<WorkflowInterface> facade, List<Problem> problems) {}

    /** Compiles each workflow anew, which is what finds everything that is wrong in a tree. */
    public CompiledTree(WorkflowTree tree, WorkflowParser parser, WorkflowCompiler compiler) {
        this(tree, folder -> Compiled.of(folder, parser, compiler), compiler.limits());
    }

    CompiledTree(WorkflowTree tree, Function<WorkflowFolder, Compiled> compilation, RunLimits limits) {
        this.tree = tree;
        this.compilation = compilation;
        this.checks = new CallChecks(new Folders(), limits.subWorkflowDepth());
    }

    /** Adds everything that is wrong in one workflow's files; nothing when there is no such workflow. */
    public void check(WorkflowId workflow, Problems problems) {
        entry(workflow)
                .ifPresent(entry ->
                        entry.problems().forEach(problem -> problems.add(problem.location(), problem.message())));
        checks.check(workflow, problems);
    }

    /** Compiles several workflows at once, on all processors, so that they are there when they are asked for. */
    public void prepare(Collection<WorkflowId> workflows) {
        entries.putAll(workflows.parallelStream()
                .filter(workflow -> !entries.containsKey(workflow))
                .collect(Collectors.toMap(Function.identity(), this::read)));
    }

    /** A workflow of the tree and all that it reaches; those that are not there, or cannot be compiled, lead nowhere. */
    Set<WorkflowId> reach(WorkflowId workflow) {
        Set<WorkflowId> reached = new LinkedHashSet<>();
        Deque<WorkflowId> open = new ArrayDeque<>(List.of(workflow));
        while (!open.isEmpty()) {
            WorkflowId next = open.remove();
            if (entry(next).isPresent() && reached.add(next)) {
                calls(next).forEach(call -> open.add(call.workflow()));
            }
        }
        return reached;
    }

    WorkflowFolder folder(WorkflowId workflow) {
        return entry(workflow).orElseThrow().folder();
    }

    private List<SubWorkflowCall> calls(WorkflowId workflow) {
        return entry(workflow)
                .flatMap(Entry::facade)
                .map(WorkflowInterface::calls)
                .orElse(List.of());
    }

    private Optional<Entry> entry(WorkflowId workflow) {
        Optional<Entry> known = entries.get(workflow);
        if (known == null) {
            known = read(workflow);
            entries.put(workflow, known);
        }
        return known;
    }

    private Optional<Entry> read(WorkflowId workflow) {
        return tree.folder(workflow).map(folder -> {
            Compiled compiled = compilation.apply(folder);
            return new Entry(folder, compiled.workflow().map(WorkflowInterface::of), compiled.problems());
        });
    }

    private final class Folders implements CallChecks.Neighbours {
        @Override
        public Collection<String> names() {
            if (names == null) {
                names = tree.folderNames();
            }
            return names;
        }

        @Override
        public boolean exists(WorkflowId workflow) {
            return entry(workflow).isPresent();
        }

        @Override
        public Optional<WorkflowInterface> find(WorkflowId workflow) {
            return entry(workflow).flatMap(Entry::facade);
        }
    }
}

package dev.refgate.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problems;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.CompiledTree.Compiled;
import dev.refgate.workflow.WorkflowParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The workflows that were compiled, so that each content is compiled once, however many commits, environments and calls
 * lead to it, and put together with the workflows that they run, once for each verification id. What cannot be compiled is
 * remembered as well. Bounded; safe for use by many threads: calls for one content
 * that come at the same time wait for one compilation.
 */
public final class CompiledWorkflows {
    private final WorkflowParser parser;
    private final WorkflowCompiler compiler;
    private final Cache<Key, Compiled> compiled;
    private final Cache<VerificationId, Verified> linked;

    /** Those that run no others: their content says all, whatever tree they are in. */
    private final Cache<Key, Verified> alone;

    /**
     * @param most how many are kept; beyond it, those that are not asked for go
     */
    public CompiledWorkflows(WorkflowParser parser, WorkflowCompiler compiler, int most) {
        this.parser = parser;
        this.compiler = compiler;
        this.compiled =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
        this.linked =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
        this.alone =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /**
     * A workflow that is ready to run, and what makes it that.
     *
     * @param content its folder's content
     * @param verification the same for it and everything that it reaches
     */
    public record Verified(CompiledWorkflow workflow, ContentId content, VerificationId verification) {}

    /**
     * @param tree a commit's files
     * @throws NotFoundException when there is no such workflow in it
     * @throws InvalidDocumentException when the workflow has problems, or one that it runs; carries all of them
     */
    public Verified find(WorkflowTree tree, WorkflowId workflow) {
        WorkflowFolder folder = tree.folder(workflow)
                .orElseThrow(
                        () -> new NotFoundException("workflow: " + workflow + " (expected the name of a folder below "
                                + WorkflowTree.WORKFLOWS_FOLDER + "/ in " + tree.label() + ")"));
        Key key = new Key(workflow, content(folder));
        Verified known = alone.getIfPresent(key);
        if (known != null) {
            return known;
        }
        CompiledTree compiledTree = new CompiledTree(tree, this::compiled, compiler.limits());
        Set<WorkflowId> reached = compiledTree.reach(workflow);
        Problems problems = new Problems();
        reached.forEach(each -> compiledTree.check(each, problems));
        problems.throwIfAny();
        Verified found = new Linking(compiledTree).link(workflow);
        if (reached.size() == 1) {
            alone.put(key, found);
        }
        return found;
    }

    /**
     * The same for a workflow that comes once, such as one that is in no commit: nothing of it is kept. Those that it runs are
     * kept as ever.
     */
    public Verified findOnce(WorkflowTree tree, WorkflowId workflow) {
        WorkflowFolder folder = tree.folder(workflow).orElseThrow();
        Compiled once = Compiled.of(folder, parser, compiler);
        CompiledTree compiledTree =
                new CompiledTree(tree, each -> each.id().equals(workflow) ? once : compiled(each), compiler.limits());
        Problems problems = new Problems();
        compiledTree.reach(workflow).forEach(each -> compiledTree.check(each, problems));
        problems.throwIfAny();
        Linking linking = new Linking(compiledTree);
        CompiledWorkflow alone = once.workflow().orElseThrow();
        return new Verified(linking.withCalls(alone), content(folder), linking.verification(workflow));
    }

    /**
     * The workflows that the blocks of a workflow run, by themselves; none for one that cannot be compiled.
     *
     * @param folder of a commit
     */
    public Set<WorkflowId> subWorkflows(WorkflowFolder folder) {
        return compiled(folder).workflow().stream()
                .flatMap(workflow -> workflow.calls().stream())
                .map(SubWorkflowCall::workflow)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Compiled compiled(WorkflowFolder folder) {
        return compiled.get(new Key(folder.id(), content(folder)), key -> Compiled.of(folder, parser, compiler));
    }

    /** Puts together the workflows of one tree that has been checked: the way along their calls has an end. */
    private final class Linking {
        private final CompiledTree tree;
        private final Map<WorkflowId, Verified> done = new HashMap<>();

        Linking(CompiledTree tree) {
            this.tree = tree;
        }

        Verified link(WorkflowId workflow) {
            Verified known = done.get(workflow);
            if (known == null) {
                known = linked(workflow);
                done.put(workflow, known);
            }
            return known;
        }

        private Verified linked(WorkflowId workflow) {
            VerificationId verification = verification(workflow);
            Verified known = linked.getIfPresent(verification);
            if (known != null) {
                return known;
            }
            CompiledWorkflow alone = compiled(tree.folder(workflow)).workflow().orElseThrow();
            Verified made = new Verified(withCalls(alone), content(tree.folder(workflow)), verification);
            Verified other = linked.asMap().putIfAbsent(verification, made);
            return other == null ? made : other;
        }

        VerificationId verification(WorkflowId workflow) {
            SortedMap<WorkflowId, ContentId> contents = new TreeMap<>();
            tree.reach(workflow).forEach(each -> contents.put(each, content(tree.folder(each))));
            return VerificationId.of(workflow, contents);
        }

        CompiledWorkflow withCalls(CompiledWorkflow alone) {
            Map<WorkflowId, CompiledWorkflow> subWorkflows = new HashMap<>();
            for (SubWorkflowCall call : alone.calls()) {
                subWorkflows.put(call.workflow(), link(call.workflow()).workflow());
            }
            return subWorkflows.isEmpty() ? alone : alone.with(subWorkflows);
        }
    }

    /** How many are kept, about. */
    public long count() {
        return compiled.estimatedSize();
    }

    private static ContentId content(WorkflowFolder folder) {
        return folder.contentId()
                .orElseThrow(() -> new IllegalArgumentException(
                        "workflow: " + folder.id() + " (expected one of a commit, not of a folder on disk)"));
    }

    /** Two workflows can have the same content; their problems name different files. */
    private record Key(WorkflowId workflow, ContentId content) {}
}

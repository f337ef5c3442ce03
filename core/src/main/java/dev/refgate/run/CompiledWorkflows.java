package dev.refgate.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.workflow.WorkflowParser;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The workflows that were compiled, so that each content is compiled once, however many commits, environments and calls
 * lead to it. What cannot be compiled is remembered as well. Bounded; safe for use by many threads: calls for one content
 * that come at the same time wait for one compilation.
 */
public final class CompiledWorkflows {
    private final WorkflowParser parser;
    private final WorkflowCompiler compiler;
    private final Cache<Key, Compiled> compiled;

    /**
     * @param most how many are kept; beyond it, those that are not asked for go
     */
    public CompiledWorkflows(WorkflowParser parser, WorkflowCompiler compiler, int most) {
        this.parser = parser;
        this.compiler = compiler;
        this.compiled =
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
     * @throws InvalidDocumentException when the workflow has problems; carries all of them
     */
    public Verified find(WorkflowTree tree, WorkflowId workflow) {
        WorkflowFolder folder = tree.folder(workflow)
                .orElseThrow(
                        () -> new NotFoundException("workflow: " + workflow + " (expected the name of a folder below "
                                + WorkflowTree.WORKFLOWS_FOLDER + "/ in " + tree.label() + ")"));
        ContentId content = folder.contentId()
                .orElseThrow(() -> new IllegalArgumentException(
                        "workflow: " + workflow + " (expected one of a commit, not of a folder on disk)"));
        return compiled.get(new Key(workflow, content), key -> compile(key, folder))
                .orThrow();
    }

    private Compiled compile(Key key, WorkflowFolder folder) {
        Problems problems = new Problems();
        Optional<CompiledWorkflow> workflow =
                parser.parse(folder, problems).flatMap(parsed -> compiler.compile(parsed, folder, problems));
        return new Compiled(
                workflow.map(ready -> new Verified(ready, key.content(), verification(key))), problems.sorted());
    }

    /** A workflow reaches itself alone as long as no block type names another. */
    private static VerificationId verification(Key key) {
        TreeMap<WorkflowId, ContentId> reached = new TreeMap<>();
        reached.put(key.workflow(), key.content());
        return VerificationId.of(key.workflow(), reached);
    }

    /** Two workflows can have the same content; their problems name different files. */
    private record Key(WorkflowId workflow, ContentId content) {}

    private record Compiled(Optional<Verified> verified, List<Problem> problems) {
        Verified orThrow() {
            return verified.orElseThrow(() -> new InvalidDocumentException(problems));
        }
    }
}

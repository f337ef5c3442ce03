package dev.refgate.internal.git;

import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The content of one workflow at one commit after the other. Most commits leave {@code workflows/} as it was, so it is
 * looked into only when its tree differs from the one before.
 */
final class ContentLookup {
    private final ObjectReader reader;
    private final WorkflowId workflow;
    private ObjectId lastWorkflows = ObjectId.zeroId();
    private ObjectId lastContent = ObjectId.zeroId();

    ContentLookup(RevWalk walk, WorkflowId workflow) {
        this.reader = walk.getObjectReader();
        this.workflow = workflow;
    }

    /** The tree of the workflow's folder; the zero id when there is none. */
    ObjectId of(RevCommit commit) throws IOException {
        ObjectId workflows = folder(commit.getTree(), WorkflowTree.WORKFLOWS_FOLDER);
        if (!workflows.equals(lastWorkflows)) {
            lastContent = workflows.equals(ObjectId.zeroId()) ? workflows : folder(workflows, workflow.value());
            lastWorkflows = workflows;
        }
        return lastContent;
    }

    private ObjectId folder(ObjectId tree, String name) throws IOException {
        return TreeEntries.folder(reader, tree, name).orElse(ObjectId.zeroId());
    }
}

package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** The history up to one commit of an index, which may know newer ones. */
final class RevisionIndexView implements RevisionHistory {
    private final RevisionIndexData data;
    private final int tip;

    /**
     * @param tip the position of the commit that the history ends at
     */
    RevisionIndexView(RevisionIndexData data, int tip) {
        this.data = data;
        this.tip = tip;
    }

    @Override
    public CommitId tip() {
        return commit(tip);
    }

    @Override
    public int size() {
        return tip + 1;
    }

    @Override
    public List<Entry> revisions(WorkflowId workflow) {
        List<Integer> changes = contentChanges(workflow);
        List<Entry> entries = new ArrayList<>(changes.size());
        for (int change : changes) {
            entries.add(entry(entries.size() + 1, change));
        }
        return Collections.unmodifiableList(entries);
    }

    @Override
    public Optional<Entry> revision(WorkflowId workflow, int number) {
        List<Integer> changes = contentChanges(workflow);
        return number < 1 || number > changes.size()
                ? Optional.empty()
                : Optional.of(entry(number, changes.get(number - 1)));
    }

    @Override
    public Optional<Entry> current(WorkflowId workflow) {
        int change = newestChange(workflow);
        if (change == RevisionIndexData.NONE || data.isDeletion(change)) {
            return Optional.empty();
        }
        return Optional.of(entry(contentChanges(workflow).size(), change));
    }

    @Override
    public List<Entry> revisionsWith(WorkflowId workflow, ContentId content) {
        ObjectId wanted = ObjectId.fromString(content.hex());
        List<Integer> changes = contentChanges(workflow);
        List<Entry> entries = new ArrayList<>();
        for (int index = 0; index < changes.size(); index++) {
            if (data.changeContents().isAt(changes.get(index), wanted)) {
                entries.add(entry(index + 1, changes.get(index)));
            }
        }
        return Collections.unmodifiableList(entries);
    }

    @Override
    public Optional<CommitId> lastCommitWith(WorkflowId workflow, ContentId content) {
        ObjectId wanted = ObjectId.fromString(content.hex());
        int last = tip;
        for (int change = newestChange(workflow);
                change != RevisionIndexData.NONE;
                change = data.previousChange(change)) {
            if (!data.isDeletion(change) && data.changeContents().isAt(change, wanted)) {
                return Optional.of(commit(last));
            }
            last = data.commitOf(change) - 1;
        }
        return Optional.empty();
    }

    /** Oldest first, deletions left out. */
    private List<Integer> contentChanges(WorkflowId workflow) {
        List<Integer> changes = new ArrayList<>();
        for (int change = newestChange(workflow);
                change != RevisionIndexData.NONE;
                change = data.previousChange(change)) {
            if (!data.isDeletion(change)) {
                changes.add(change);
            }
        }
        Collections.reverse(changes);
        return changes;
    }

    private int newestChange(WorkflowId workflow) {
        int change = data.lastChange(workflow.value());
        while (change != RevisionIndexData.NONE && data.commitOf(change) > tip) {
            change = data.previousChange(change);
        }
        return change;
    }

    private Entry entry(int number, int change) {
        return new Entry(
                number,
                commit(data.commitOf(change)),
                new ContentId(data.changeContents().at(change).name()));
    }

    private CommitId commit(int position) {
        return new CommitId(data.commits().at(position).name());
    }
}

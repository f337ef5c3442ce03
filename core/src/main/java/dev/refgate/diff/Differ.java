package dev.refgate.diff;

import dev.refgate.document.CanonicalWriter;
import dev.refgate.document.DocumentReader;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.KeptFolder;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.workflow.Templates;
import dev.refgate.workflow.Workflow;
import dev.refgate.workflow.WorkflowParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares workflows: tree with tree, or folder with folder. Safe for use by many threads. What cannot be read as a
 * workflow is still compared as files; nothing in a repository makes a comparison fail.
 */
public final class Differ {
    /** So many workflows are compared before other processors would have woken up. */
    private static final int FEW = 50;

    private final FileVersion.Reader files;
    private final WorkflowVersion.Reader workflows;

    public Differ(DocumentReader documents, CanonicalWriter canonical, WorkflowParser parser, Templates templates) {
        this.files = new FileVersion.Reader(documents, canonical);
        this.workflows = new WorkflowVersion.Reader(parser, templates);
    }

    /**
     * Which workflows differ, sorted by id. Where both sides know content ids these alone are compared, else the files'
     * digests. Folders whose names are no workflow ids are passed over.
     */
    public List<WorkflowChange> changes(WorkflowTree from, WorkflowTree to, Selection selection) {
        return changed(from, to, selection).stream().map(Changed::summary).toList();
    }

    /** A workflow that differs, with its folders on both sides. */
    private record Changed(WorkflowChange summary, Optional<WorkflowFolder> from, Optional<WorkflowFolder> to) {}

    private static List<Changed> changed(WorkflowTree from, WorkflowTree to, Selection selection) {
        List<Changed> changed = new ArrayList<>();
        for (WorkflowId id : from.differing(to)) {
            if (selection.includes(id)) {
                Optional<WorkflowFolder> before = from.folder(id);
                Optional<WorkflowFolder> after = to.folder(id);
                change(id, before, after).ifPresent(summary -> changed.add(new Changed(summary, before, after)));
            }
        }
        return changed;
    }

    private static Optional<WorkflowChange> change(
            WorkflowId id, Optional<WorkflowFolder> from, Optional<WorkflowFolder> to) {
        if ((from.isEmpty() && to.isEmpty()) || (from.isPresent() && to.isPresent() && isSame(from.get(), to.get()))) {
            return Optional.empty();
        }
        Change change = from.isEmpty() ? Change.ADDED : to.isEmpty() ? Change.REMOVED : Change.CHANGED;
        return Optional.of(new WorkflowChange(
                id, change, from.flatMap(WorkflowFolder::contentId), to.flatMap(WorkflowFolder::contentId)));
    }

    private static boolean isSame(WorkflowFolder from, WorkflowFolder to) {
        boolean known = from.contentId().isPresent() && to.contentId().isPresent();
        return known ? from.contentId().equals(to.contentId()) : CodeComparison.isSame(from, to);
    }

    /**
     * Everything that differs between two trees.
     *
     * @param environments what each environment has now, to tell where the two sides run
     */
    public RepositoryDiff between(
            WorkflowTree from,
            WorkflowTree to,
            Selection selection,
            Map<String, Map<WorkflowId, ContentId>> environments) {
        List<Changed> changed = changed(from, to, selection);
        int detailed = Math.min(changed.size(), selection.detailed());
        Stream<Changed> looked = changed.subList(0, detailed).stream();
        List<WorkflowDiff> diffs = (detailed > FEW ? looked.parallel() : looked)
                .map(each -> detail(each.summary(), each.from(), each.to(), environments))
                .toList();
        List<WorkflowChange> more = changed.subList(detailed, changed.size()).stream()
                .map(Changed::summary)
                .toList();
        return new RepositoryDiff(from.label(), to.label(), diffs, more);
    }

    /**
     * Everything that differs between two versions of one workflow; the folders may be of any two trees.
     *
     * @return empty when nothing does
     */
    public Optional<WorkflowDiff> between(
            WorkflowId id,
            Optional<WorkflowFolder> from,
            Optional<WorkflowFolder> to,
            Map<String, Map<WorkflowId, ContentId>> environments) {
        return change(id, from, to).map(change -> detail(change, from, to, environments));
    }

    private WorkflowDiff detail(
            WorkflowChange change,
            Optional<WorkflowFolder> fromFolder,
            Optional<WorkflowFolder> toFolder,
            Map<String, Map<WorkflowId, ContentId>> environments) {
        Optional<WorkflowFolder> from = fromFolder.map(KeptFolder::new);
        Optional<WorkflowFolder> to = toFolder.map(KeptFolder::new);
        WorkflowVersion before = workflows.read(change.id(), from);
        WorkflowVersion after = workflows.read(change.id(), to);
        Set<String> sensitive = new HashSet<>(before.sensitiveInputs());
        sensitive.addAll(after.sensitiveInputs());
        return new WorkflowDiff(
                change,
                blocks(before, after),
                new CodeComparison(
                                files,
                                new CodeComparison.Side(from, before.document()),
                                new CodeComparison.Side(to, after.document()),
                                sensitive)
                        .compare(),
                ImpactAnalysis.of(change.id(), before, after, environments));
    }

    private static BlocksView blocks(WorkflowVersion from, WorkflowVersion to) {
        Optional<Workflow> before = from.workflow();
        Optional<Workflow> after = to.workflow();
        if (before.isPresent() && after.isPresent()) {
            return BlocksComparison.compare(before.get(), after.get());
        }
        List<String> reasons = new ArrayList<>();
        from.reasons().forEach(reason -> reasons.add("before: " + reason));
        to.reasons().forEach(reason -> reasons.add("after: " + reason));
        return new NoBlocksView(reasons);
    }
}

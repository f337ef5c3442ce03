package dev.refgate.promotion;

import dev.refgate.promotion.GateResult.State;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a merge would deploy. A workflow is a whole: where only one side has changed it, the merge has that side's content;
 * where both have, nobody has seen what would come of it.
 */
final class MergePreview {
    private static final String TYPE = "merge";

    private final DeploymentStore store;
    private final WorkflowRepository repository;

    MergePreview(DeploymentStore store, WorkflowRepository repository) {
        this.store = store;
        this.repository = repository;
    }

    /**
     * A merge, thought through.
     *
     * @param moves what the environment would get; none when {@code result} says no
     */
    record Merge(GateResult result, List<Move> moves) {}

    Merge of(Situation situation, CommitId head) {
        CommitId base = situation.tip().orElseThrow().commit();
        Optional<String> source = mergedSource(situation, base, head);
        if (source.isPresent()) {
            return refused(source.get());
        }
        List<CommitId> forks = repository.mergeBases(base, head);
        if (forks.size() != 1) {
            return refused(
                    forks.isEmpty()
                            ? "it has no history in common with "
                                    + situation.environment().name()
                            : "it and " + situation.environment().name()
                                    + " have merged each other several times; make it anew");
        }
        return merged(situation, base, forks.get(0), head);
    }

    /** A commit of the source branch that the environment does not have and would get as an ancestor. */
    private Optional<String> mergedSource(Situation situation, CommitId base, CommitId head) {
        return repository.mergeBases(situation.sourceTip(), head).stream()
                .filter(commit -> !repository.isReachable(commit, List.of(base)))
                .findFirst()
                .map(
                        commit -> "it merges " + commit.abbreviated() + " of the source branch "
                                + situation.policy().policy().source()
                                + " itself, after which later merges lose changes; promote with refgate promote --pull-request");
    }

    private Merge merged(Situation situation, CommitId base, CommitId fork, CommitId head) {
        List<Move> moves = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        for (ContentChange change : store.changes(Optional.of(fork), head)) {
            Optional<ContentId> now = situation.content(change.workflow());
            if (now.equals(change.from())) {
                moves.add(Move.of(change, Optional.empty()));
            } else if (!now.equals(change.to())) {
                conflicts.add(change.workflow().value());
            }
        }
        String name = situation.environment().name();
        if (!conflicts.isEmpty()) {
            return refused(name + " has moved since: " + String.join(", ", conflicts)
                    + "; promote again with refgate promote --pull-request");
        }
        String what = moves.isEmpty() ? "changes no workflow" : "changes " + count(moves.size());
        String where = fork.equals(base) ? "" : "; " + name + " has moved since, and other workflows alone";
        return new Merge(new GateResult(TYPE, State.PASSED, what + where), moves);
    }

    static String count(int workflows) {
        return workflows == 1 ? "1 workflow" : workflows + " workflows";
    }

    private static Merge refused(String reason) {
        return new Merge(new GateResult(TYPE, State.FAILED, reason), List.of());
    }
}

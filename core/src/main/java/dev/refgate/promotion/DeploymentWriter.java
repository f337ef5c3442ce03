package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the objects of a deployment, and says which refs have to move to make it real. */
final class DeploymentWriter {
    private static final String TAGS = "refs/tags/";

    private final DeploymentStore store;

    DeploymentWriter(DeploymentStore store) {
        this.store = store;
    }

    /** A deployment that is written, and that no ref has yet. */
    record Written(List<RefMove> refs, Deployment deployment) {}

    Written write(Situation situation, Draft draft, Instant time) {
        return situation.isTag() ? tag(situation, draft, time) : commit(situation, draft, time);
    }

    private Written commit(Situation situation, Draft draft, Instant time) {
        CommitId parent = situation.tip().map(PointerTip::commit).orElseGet(store::emptyRoot);
        DeploymentRecord record = draft.record(situation, Optional.of(parent));
        SortedMap<WorkflowId, Optional<ContentId>> changes = new TreeMap<>();
        if (draft.action() != Action.RELEASE) {
            draft.moves().forEach(move -> changes.put(move.workflow(), move.to()));
        }
        CommitId commit =
                store.writeCommit(new NewCommit(parent, changes, DeploymentMessage.write(record), draft.actor(), time));
        RefMove move = new RefMove(
                situation.environment().ref().fullName(),
                situation.tip().map(PointerTip::object),
                ObjectName.of(commit));
        return new Written(List.of(move), deployment(situation, draft, record, Optional.empty(), commit, time));
    }

    private Written tag(Situation situation, Draft draft, Instant time) {
        CommitId target = draft.target().orElseThrow();
        String environment = situation.environment().name();
        String pointer = situation.environment().ref().fullName();
        int number = TagLedger.numbers(store, environment).stream().findFirst().orElse(0) + 1;
        String numbered = TagLedger.prefix(environment) + number;
        DeploymentRecord record = draft.record(situation, situation.tip().map(PointerTip::commit));
        String message = DeploymentMessage.write(record);
        List<RefMove> moves = List.of(
                new RefMove(
                        pointer,
                        situation.tip().map(PointerTip::object),
                        write(pointer, target, message, draft.actor(), time)),
                new RefMove(numbered, Optional.empty(), write(numbered, target, message, draft.actor(), time)));
        return new Written(moves, deployment(situation, draft, record, Optional.of(number), target, time));
    }

    private ObjectName write(String ref, CommitId target, String message, Actor actor, Instant time) {
        return store.writeTag(new NewTag(ref.substring(TAGS.length()), target, message, actor, time));
    }

    private static Deployment deployment(
            Situation situation,
            Draft draft,
            DeploymentRecord record,
            Optional<Integer> number,
            CommitId commit,
            Instant time) {
        return new Deployment(
                draft.id(),
                number,
                situation.environment().name(),
                commit,
                record.previous(),
                Optional.of(time),
                draft.action(),
                false,
                false,
                draft.moves(),
                record.policy(),
                draft.gates(),
                new Actor(draft.actor().name(), draft.actor().email(), record.assurance()),
                record.reason(),
                draft.rollbackOf());
    }
}

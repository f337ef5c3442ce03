package dev.refgate.promotion;

import dev.refgate.error.RefgateException;
import dev.refgate.repository.CommitId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What later checks of a pull request found, where that differs from what its commit has on record: in the tag {@code
 * checks/<environment>/<deployment id>}, whose message is the record with the gates of the last check. A commit cannot say
 * afterwards that a gate has opened.
 */
final class CheckTags {
    private static final String TAGS = "refs/tags/";
    private static final Actor CHECKER = Actor.claimed("Refgate", "refgate@refgate.invalid");

    private final DeploymentStore store;

    CheckTags(DeploymentStore store) {
        this.store = store;
    }

    private static String name(DeploymentRecord record) {
        return "checks/" + record.environment() + "/" + record.id();
    }

    /** The record with the gates of the last check, if there was one that found something else. */
    DeploymentRecord latest(DeploymentRecord record) {
        return store.tag(TAGS + name(record))
                .flatMap(tag -> DeploymentMessage.read(tag.message()))
                .filter(checked -> checked.withGates(record.gates()).equals(record))
                .map(checked -> record.withGates(checked.gates()))
                .orElse(record);
    }

    /**
     * Keeps what a check found, if it is something else than what is known.
     *
     * @param head the pull request's commit
     * @return why it could not be kept; empty when it is known
     */
    Optional<String> keep(DeploymentRecord record, CommitId head, List<GateResult> gates, Clock clock) {
        if (words(latest(record).gates()).equals(words(gates))) {
            return Optional.empty();
        }
        NewTag tag = new NewTag(
                name(record),
                head,
                DeploymentMessage.write(record.withGates(gates)),
                CHECKER,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        String ref = TAGS + tag.name();
        try {
            RefMove move = new RefMove(ref, store.tip(ref).map(PointerTip::object), store.writeTag(tag));
            return reason(store.move(List.of(move), "check " + record.id()));
        } catch (RefgateException e) {
            // The forge is told what was found, whether or not it can be kept.
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> reason(MoveOutcome outcome) {
        if (outcome instanceof MoveOutcome.Refused refused) {
            return Optional.of(refused.text());
        }
        if (outcome instanceof MoveOutcome.Conflict conflict) {
            return Optional.of("another check was faster: " + conflict.text());
        }
        return outcome instanceof MoveOutcome.Unknown unknown ? Optional.of(unknown.text()) : Optional.empty();
    }

    private static List<String> words(List<GateResult> gates) {
        return gates.stream()
                .map(gate -> gate.type() + " " + gate.state().word())
                .toList();
    }
}

package dev.refgate.promotion;

import dev.refgate.error.ConflictException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.RemoteException;
import dev.refgate.repository.CommitId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Makes a deployment real: reads, decides, writes, and moves the refs if they are still what was read. When somebody else
 * was faster, all of it begins anew on what is there then, until it lands or there is a reason not to.
 */
final class Landing {
    /** Whoever loses a race has seen somebody else win one, so this is about how many others there may be. */
    private static final int MOST_ATTEMPTS = 100;

    private static final int MOST_REPETITIONS = 3;
    private static final int LONGEST_PAUSE_MILLIS = 100;
    private static final int SEARCHED_COMMITS = 100;

    private final DeploymentStore store;
    private final Situations situations;
    private final DeploymentWriter writer;
    private final Clock clock;

    Landing(DeploymentStore store, CurrentPolicy.Source policies, Clock clock) {
        this.store = store;
        this.situations = new Situations(store, policies);
        this.writer = new DeploymentWriter(store);
        this.clock = clock;
    }

    /**
     * @param decision what to deploy on what is there now; empty when there is nothing to do; throws when there is a reason
     *     not to
     * @return empty when there was nothing to do
     */
    Optional<Deployment> land(String environment, Function<Situation, Optional<Draft>> decision) {
        String last = "";
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Situation situation = situations.read(environment);
            Optional<Draft> draft = decision.apply(situation);
            if (draft.isEmpty()) {
                return Optional.empty();
            }
            DeploymentWriter.Written written =
                    writer.write(situation, draft.get(), clock.instant().truncatedTo(ChronoUnit.SECONDS));
            MoveOutcome outcome = move(situation, written);
            if (outcome instanceof MoveOutcome.Moved) {
                return Optional.of(written.deployment());
            }
            last = ((MoveOutcome.Conflict) outcome).text();
            pause(attempt);
        }
        throw new ConflictException("environment: " + environment + " was moved by others " + MOST_ATTEMPTS
                + " times while this tried to (try again when there is less going on; the last time: " + last + ")");
    }

    /** Either moved, or a conflict. */
    private MoveOutcome move(Situation situation, DeploymentWriter.Written written) {
        String reason = written.deployment().action().word() + " "
                + written.deployment().id();
        String text = "";
        for (int repetition = 0; repetition < MOST_REPETITIONS; repetition++) {
            MoveOutcome outcome = repeated(written, reason, repetition);
            if (outcome instanceof MoveOutcome.Refused refused) {
                throw new NotAllowedException(
                        "environment: " + situation.environment().name() + " was not moved: " + refused.text());
            }
            if (!(outcome instanceof MoveOutcome.Unknown unknown)) {
                // After an unknown end, a conflict may be with what this itself did.
                return repetition > 0 && hasLanded(situation, written) ? new MoveOutcome.Moved() : outcome;
            }
            text = unknown.text();
            if (hasLanded(situation, written)) {
                return new MoveOutcome.Moved();
            }
        }
        throw new RemoteException(
                "environment: " + situation.environment().name() + ": nobody knows whether deployment "
                        + written.deployment().id() + " landed in " + store.location()
                        + " (look for it with: refgate deployments "
                        + situation.environment().name() + "; " + text + ")");
    }

    /** That the remote cannot be reached now says nothing about what it did before. */
    private MoveOutcome repeated(DeploymentWriter.Written written, String reason, int repetition) {
        try {
            return store.move(written.refs(), reason);
        } catch (RemoteException e) {
            if (repetition == 0) {
                throw e;
            }
            return new MoveOutcome.Unknown(e.getMessage());
        }
    }

    private boolean hasLanded(Situation situation, DeploymentWriter.Written written) {
        if (situation.isTag()) {
            RefMove numbered = written.refs().get(1);
            return store.tip(numbered.ref()).map(PointerTip::object).equals(Optional.of(numbered.target()));
        }
        CommitId commit = written.deployment().commit();
        return store
                .tip(situation.environment().ref().fullName())
                .map(tip -> store.firstParentHistory(tip.commit(), SEARCHED_COMMITS))
                .orElse(List.of())
                .stream()
                .anyMatch(each -> each.id().equals(commit));
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, Math.min(LONGEST_PAUSE_MILLIS, 4 * (attempt + 1)) + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConflictException("interrupted while others were moving the environment", e);
        }
    }
}

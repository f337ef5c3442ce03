package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings back what was deployed before. No gate is asked: whoever rolls back is in a hurry, and has had it there before. */
public final class Rollbacks {
    private static final int FIRST_WINDOW = 16;

    private final DeploymentStore store;
    private final Ledger ledger;
    private final Situations situations;
    private final Landing landing;

    public Rollbacks(DeploymentStore store, CurrentPolicy.Source policies, Ledger ledger, Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.situations = new Situations(store, policies);
        this.landing = new Landing(store, policies, clock);
    }

    /** What a rollback would do; {@code target} is where a tag goes. */
    private record Return(List<Move> moves, Optional<CommitId> target, String undone) {}

    /**
     * Rolls back. Afterwards the contents that were rolled back from are on hold.
     *
     * @param dryRun whether everything is done but the move
     * @throws NotFoundException when there was no such deployment, or fewer than that many
     * @throws ConflictException when others have moved the same workflows meanwhile
     */
    public MoveResult rollback(RollbackRequest request, Actor actor, Optional<String> reason, boolean dryRun) {
        Situation situation = situations.read(request.environment());
        if (situation.isTag() && !request.workflows().isEmpty()) {
            throw new InvalidArgumentException("environment: " + request.environment()
                    + " is a tag, which moves for all workflows at once (expected no single workflow)");
        }
        Return wanted = request.deployment().isPresent()
                ? toDeployment(situation, request, request.deployment().get())
                : steps(situation, request);
        if (wanted.moves().isEmpty()) {
            return MoveResult.nothing(List.of());
        }
        if (dryRun) {
            return new MoveResult(Outcome.DRY_RUN, wanted.moves(), List.of(), Optional.empty());
        }
        String id = DeploymentRecord.newId();
        return landing.land(
                        request.environment(),
                        now -> draft(now, wanted)
                                .map(moves -> new Draft(
                                        id,
                                        Action.ROLLBACK,
                                        moves,
                                        wanted.target(),
                                        List.of(),
                                        actor,
                                        reason,
                                        Optional.of(wanted.undone()))))
                .map(deployment ->
                        new MoveResult(Outcome.DEPLOYED, deployment.moves(), List.of(), Optional.of(deployment)))
                .orElseGet(() -> MoveResult.nothing(wanted.moves()));
    }

    /** What was decided on stays so: a deployment that came meanwhile is not taken back as well. */
    private Optional<List<Move>> draft(Situation now, Return wanted) {
        if (now.has(wanted.moves())) {
            return Optional.empty();
        }
        boolean others = !now.strangersAmong(wanted.moves()).isEmpty()
                || now.isTag()
                        && !store.changes(
                                        now.tip().map(PointerTip::commit),
                                        wanted.target().orElseThrow())
                                .equals(wanted.moves().stream()
                                        .map(Move::change)
                                        .toList());
        if (others) {
            throw new ConflictException("environment: " + now.environment().name()
                    + " was moved by others meanwhile (look at it with: refgate deployments "
                    + now.environment().name() + ", and decide anew)");
        }
        return Optional.of(wanted.moves());
    }

    private Return steps(Situation situation, RollbackRequest request) {
        Set<WorkflowId> scope = Set.copyOf(request.workflows());
        List<Deployment> read = new ArrayList<>();
        Iterator<Deployment> deployments = ledger.newestFirst(situation.environment(), situation.sourceTip());
        int window = FIRST_WINDOW;
        while (true) {
            while (read.size() < window && deployments.hasNext()) {
                read.add(deployments.next());
            }
            EffectiveHistory history = new EffectiveHistory(read, !deployments.hasNext(), scope);
            if (history.reaches(request.steps())) {
                return undone(situation, request, history);
            }
            window *= 4;
        }
    }

    private static Return undone(Situation situation, RollbackRequest request, EffectiveHistory history) {
        if (request.steps() > history.depth()) {
            throw new NotFoundException("steps: " + request.steps() + " (expected "
                    + (history.depth() == 0 ? "something to go back to" : "at most " + history.depth())
                    + ": so many deployments of " + request.environment()
                    + (request.workflows().isEmpty() ? "" : " with these workflows") + " can be taken back)");
        }
        EffectiveHistory.Undone undone = history.undo(request.steps());
        List<Move> moves = undone.moves().stream()
                .map(move -> new Move(
                        move.workflow(), situation.content(move.workflow()), move.to(), sourceOf(move, undone)))
                .filter(move -> !move.from().equals(move.to()))
                .sorted(Comparator.comparing(Move::workflow))
                .toList();
        return new Return(
                moves, undone.now().map(Deployment::commit), undone.newest().id());
    }

    private static Optional<CommitId> sourceOf(Move move, EffectiveHistory.Undone undone) {
        return move.to().isEmpty()
                ? Optional.empty()
                : move.source().or(() -> undone.now().map(Deployment::commit));
    }

    private Return toDeployment(Situation situation, RollbackRequest request, String name) {
        Deployment found = find(situation.environment(), situation.sourceTip(), name);
        Set<WorkflowId> scope = Set.copyOf(request.workflows());
        List<Move> moves = store.changes(situation.tip().map(PointerTip::commit), found.commit()).stream()
                .filter(change -> scope.isEmpty() || scope.contains(change.workflow()))
                .map(change -> Move.of(change, change.to().map(content -> found.commit())))
                .toList();
        String newest = ledger.newestFirst(situation.environment(), situation.sourceTip())
                .next()
                .id();
        return new Return(moves, Optional.of(found.commit()), newest);
    }

    private Deployment find(Environment environment, CommitId sourceTip, String name) {
        boolean abbreviated = name.matches("[0-9a-f]{4,40}");
        List<Deployment> found = new ArrayList<>();
        Iterator<Deployment> deployments = ledger.newestFirst(environment, sourceTip);
        while (deployments.hasNext()) {
            Deployment deployment = deployments.next();
            boolean matches = deployment.id().equals(name)
                    || abbreviated && deployment.commit().hex().startsWith(name)
                    || deployment
                            .number()
                            .map(Object::toString)
                            .filter(name::equals)
                            .isPresent();
            if (matches && found.stream().noneMatch(each -> each.commit().equals(deployment.commit()))) {
                found.add(deployment);
            }
        }
        if (found.size() > 1) {
            throw new InvalidArgumentException("deployment: " + name + " is the beginning of several (expected one of: "
                    + String.join(", ", found.stream().map(Deployment::id).toList()) + ")");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("deployment: " + name + " (expected one of those that refgate"
                        + " deployments " + environment.name() + " lists)"));
    }
}

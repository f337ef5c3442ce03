package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes deployments of what trees and messages say. */
final class Deployments {

    private Deployments() {}

    /**
     * @param record empty for a move that was made by others
     */
    static Deployment of(String environment, HistoryCommit commit, Optional<DeploymentRecord> record) {
        return of(
                environment,
                Optional.empty(),
                commit.id(),
                commit.firstParent(),
                commit.time(),
                commit.author(),
                commit.changes(),
                record);
    }

    static Deployment of(
            String environment,
            Optional<Integer> number,
            CommitId commit,
            Optional<CommitId> previous,
            Instant time,
            Actor author,
            List<ContentChange> changes,
            Optional<DeploymentRecord> record) {
        return new Deployment(
                record.map(DeploymentRecord::id).orElseGet(commit::abbreviated),
                number,
                environment,
                commit,
                previous,
                Optional.of(time),
                record.map(DeploymentRecord::action).orElse(Action.PROMOTE),
                record.isEmpty(),
                false,
                moves(changes, record),
                record.flatMap(DeploymentRecord::policy),
                record.map(DeploymentRecord::gates).orElse(List.of()),
                record.map(each -> new Actor(each.actor(), author.email(), each.assurance()))
                        .orElse(author),
                record.flatMap(DeploymentRecord::reason),
                record.flatMap(DeploymentRecord::rollbackOf));
    }

    private static List<Move> moves(List<ContentChange> changes, Optional<DeploymentRecord> record) {
        if (record.filter(each -> each.action() == Action.RELEASE).isPresent()) {
            return record.get().moves();
        }
        Map<ContentChange, Move> recorded = record.map(DeploymentRecord::moves).orElse(List.of()).stream()
                .collect(Collectors.toMap(Move::change, Function.identity(), (first, second) -> first));
        return changes.stream()
                .map(change -> recorded.getOrDefault(change, Move.of(change, Optional.empty())))
                .toList();
    }

    /** What was there before anything was deployed; nobody knows since when. */
    static Deployment baseline(String environment, CommitId commit, List<ContentChange> changes) {
        return new Deployment(
                commit.abbreviated(),
                Optional.empty(),
                environment,
                commit,
                Optional.empty(),
                Optional.empty(),
                Action.PROMOTE,
                true,
                true,
                changes.stream()
                        .map(change -> Move.of(change, Optional.of(commit)))
                        .toList(),
                Optional.empty(),
                List.of(),
                Actor.claimed("unknown", ""),
                Optional.empty(),
                Optional.empty());
    }
}

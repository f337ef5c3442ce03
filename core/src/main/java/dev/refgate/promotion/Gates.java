package dev.refgate.promotion;

import dev.refgate.document.CronSchedule;
import dev.refgate.document.Durations;
import dev.refgate.policy.FreezeWindow;
import dev.refgate.policy.Gate;
import dev.refgate.promotion.GateResult.State;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluates the gates of an environment that need nothing but what Git and the clock say. */
public final class Gates {
    private final Clock clock;
    private final Sightings sightings;
    private final Arrivals arrivals;

    public Gates(Clock clock, Ledger ledger, Sightings sightings) {
        this.clock = clock;
        this.sightings = sightings;
        this.arrivals = new Arrivals(ledger);
    }

    /** The freeze windows and the declared gates, in the policy's order; what has to be executed is pending. */
    List<GateResult> evaluate(Situation situation, Offer offer, List<Move> moves) {
        List<GateResult> results = new ArrayList<>();
        if (!situation.rules().freezeWindows().isEmpty()) {
            results.add(freeze(situation.rules().freezeWindows()));
        }
        for (Gate gate : situation.rules().gates()) {
            results.add(gate instanceof Gate.Soak soak ? soak(situation, offer, moves, soak) : later(gate));
        }
        return results;
    }

    private static GateResult later(Gate gate) {
        return new GateResult(gate.type(), State.PENDING, "runs with promote");
    }

    /** Whether the environment is frozen now. */
    GateResult freeze(List<FreezeWindow> windows) {
        Instant now = clock.instant();
        for (FreezeWindow window : windows) {
            CronSchedule schedule = CronSchedule.parse(window.cron(), window.timezone());
            Optional<Instant> end = schedule.lastAtOrBefore(now, now.minus(window.duration()))
                    .map(start -> start.plus(window.duration()))
                    .filter(now::isBefore);
            if (end.isPresent()) {
                return new GateResult(
                        "freeze",
                        State.PENDING,
                        "frozen until "
                                + end.get().atZone(window.timezone()).toOffsetDateTime() + " by \"" + window.cron()
                                + "\" for " + Durations.format(window.duration()) + " (" + window.timezone() + ")");
            }
        }
        return new GateResult("freeze", State.PASSED, "no freeze window at " + now.truncatedTo(ChronoUnit.SECONDS));
    }

    private GateResult soak(Situation situation, Offer offer, List<Move> moves, Gate.Soak soak) {
        Map<WorkflowId, ContentId> contents = new TreeMap<>();
        moves.forEach(move -> move.to().ifPresent(content -> contents.put(move.workflow(), content)));
        Map<WorkflowId, Deployment> brought = arrivals.of(offer, situation.sourceTip(), contents, Integer.MAX_VALUE);
        List<String> waiting = new ArrayList<>();
        Instant now = clock.instant();
        Instant youngest = Instant.MIN;
        for (WorkflowId workflow : contents.keySet()) {
            ContentId content = Objects.requireNonNull(contents.get(workflow));
            Optional<Instant> since = Optional.ofNullable(brought.get(workflow))
                    .filter(arrival -> brings(arrival, workflow, content))
                    .filter(arrival -> !arrival.external())
                    .flatMap(Deployment::time)
                    .or(() -> sightings.firstSeen(offer.from().name(), workflow, content));
            if (since.isEmpty()) {
                waiting.add(workflow + ": nobody has seen since when it is in "
                        + offer.from().name());
            } else if (now.isBefore(since.get().plus(soak.duration()))) {
                waiting.add(workflow + ": in " + offer.from().name() + " since " + since.get() + ", ready at "
                        + since.get().plus(soak.duration()));
            }
            youngest = since.filter(youngest::isBefore).orElse(youngest);
        }
        if (!waiting.isEmpty()) {
            return new GateResult("soak", State.PENDING, String.join("; ", waiting));
        }
        String evidence = contents.isEmpty()
                ? "nothing to wait for"
                : "in " + offer.from().name() + " for "
                        + Durations.format(Duration.between(youngest, now).truncatedTo(ChronoUnit.SECONDS))
                        + " or more (expected " + Durations.format(soak.duration()) + ")";
        return new GateResult("soak", State.PASSED, evidence);
    }

    private static boolean brings(Deployment arrival, WorkflowId workflow, ContentId content) {
        return arrival.moves().stream()
                .anyMatch(move -> move.workflow().equals(workflow) && move.to().equals(Optional.of(content)));
    }
}

package dev.refgate.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.OverloadedException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunPins;
import dev.refgate.run.VerificationId;
import dev.refgate.server.limits.RunPlaces.Place;
import dev.refgate.server.testing.OwnThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RunPlacesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final RunPins A = pins("a", "staging");
    private static final RunPins B = pins("b", "production");

    @Test
    void withoutLimitsNobodyWaits() {
        RunPlaces places = new RunPlaces(RunLimit.NONE);

        assertThat(take(places, A)).isSameAs(take(places, A)).isSameAs(Place.UNCOUNTED);
    }

    @Test
    void whoWaitsGetsTheNextPlaceThatFitsAndHoldsUpNobody() {
        RunPlaces places = new RunPlaces(new RunLimit(2, 1, 0, 5, LONG));
        Place a = take(places, A);
        CompletableFuture<Place> secondA = later(places, A, new Cancellation());
        Awaitility.await().until(() -> places.waiting() == 1);

        Place b = take(places, B);
        CompletableFuture<Place> secondB = later(places, B, new Cancellation());
        Awaitility.await().until(() -> places.waiting() == 2);
        b.close();

        Place next = secondB.join();
        assertThat(secondA).isNotDone();
        a.close();
        secondA.join().close();
        next.close();
        assertThat(places.waiting()).isZero();
    }

    @Test
    void environmentsHaveTheirOwnLimit() {
        RunPlaces places = new RunPlaces(new RunLimit(0, 0, 1, 0, LONG));
        take(places, A);

        assertThatThrownBy(() -> take(places, pins("b", "staging")))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("1 run in environment staging");
        take(places, B);
    }

    @Test
    void whatDoesNotFitTheQueueIsRefusedAtOnceAndWhatWaitsTooLongLater() {
        RunPlaces places = new RunPlaces(new RunLimit(1, 0, 0, 1, Duration.ofSeconds(2)));
        take(places, A);
        CompletableFuture<Place> waiting = later(places, A, new Cancellation());
        Awaitility.await().until(() -> places.waiting() == 1);

        assertThatThrownBy(() -> take(places, B))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContaining("1 run on this server and 1 wait already");
        assertThatThrownBy(waiting::join).hasRootCauseInstanceOf(OverloadedException.class);
        assertThat(places.waiting()).isZero();
    }

    @Test
    void cancellingEndsTheWaitAndTakesNoPlace() {
        RunPlaces places = new RunPlaces(new RunLimit(1, 0, 0, 1, LONG));
        Place first = take(places, A);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Place> waiting = later(places, A, cancellation);
        Awaitility.await().until(() -> places.waiting() == 1);

        cancellation.cancel();

        waiting.join().close();
        first.close();
        take(places, A);
    }

    @Test
    void thereAreNeverMoreThanTheLimitAndNoneIsLost() {
        RunPlaces places = new RunPlaces(new RunLimit(3, 0, 0, 100, LONG));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        try (Place place = take(places, A)) {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.yield();
                            running.decrementAndGet();
                        }
                    },
                    OwnThread.EXECUTOR));
        }
        all.forEach(CompletableFuture::join);

        assertThat(most.get()).isBetween(1, 3);
        assertThat(places.waiting()).isZero();
    }

    private static Place take(RunPlaces places, RunPins pins) {
        return places.take(pins, new Cancellation(), () -> {});
    }

    private static CompletableFuture<Place> later(RunPlaces places, RunPins pins, Cancellation cancellation) {
        return CompletableFuture.supplyAsync(() -> places.take(pins, cancellation, () -> {}), OwnThread.EXECUTOR);
    }

    private static RunPins pins(String workflow, String environment) {
        return new RunPins(
                new WorkflowId(workflow),
                Optional.of(environment),
                Optional.of("refs/heads/env/" + environment),
                new CommitId("1".repeat(40)),
                new ContentId("2".repeat(40)),
                new VerificationId("3".repeat(64)));
    }
}

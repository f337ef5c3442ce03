package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.RemoteException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class SharedTurnsTest {
    @Test
    @Timeout(60)
    void manyWhoAskDuringOneTurnShareTheNext() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        SharedTurns turns = new SharedTurns(() -> {
            begun.incrementAndGet();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> first = threads.submit(turns);
            await(() -> begun.get() == 1);
            CountDownLatch asking = new CountDownLatch(200);
            List<? extends Future<?>> others = IntStream.range(0, 200)
                    .mapToObj(index -> threads.submit(() -> {
                        asking.countDown();
                        turns.run();
                    }))
                    .toList();
            asking.await();
            await(() -> turns.asking() == 200);
            assertThat(begun).hasValue(1);

            goOn.countDown();
            first.get();
            for (Future<?> other : others) {
                other.get();
            }
            assertThat(begun).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTurnThatFailsFailsForAllWhoShareIt() {
        SharedTurns turns = new SharedTurns(() -> {
            throw new RemoteException("gone", new IllegalStateException());
        });

        assertThatThrownBy(turns::run).isInstanceOf(RemoteException.class).hasMessage("gone");
    }
}

package dev.refgate.run;

import dev.refgate.document.Durations;
import dev.refgate.error.RefgateException;
import dev.refgate.run.BlockOutcome.Flow;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One block in one run: its {@code if}, its attempts, and what becomes of a failure. */
final class BlockExecution {
    private static final Logger LOG = LoggerFactory.getLogger(BlockExecution.class);

    private final Run run;
    private final CompiledBlock block;
    private final long started = System.nanoTime();
    private @Nullable Attempt last;
    private int attempts;

    BlockExecution(Run run, CompiledBlock block) {
        this.run = run;
        this.block = block;
    }

    /** Runs the block to its end; never throws. */
    BlockEnd execute() {
        BlockResult before = run.request().done().get(block.id());
        if (before != null && before.type().equals(block.type())) {
            return BlocksDone.end(before);
        }
        Attempt first = nextAttempt();
        Condition condition = block.condition();
        if (condition != null) {
            try {
                if (!condition.isTrue(first)) {
                    return proceed(BlockStatus.SKIPPED, null, null);
                }
            } catch (Throwable e) {
                return failed(failure(e, first.deadline(), "if: "));
            }
        }
        return attempt(first);
    }

    private BlockEnd attempt(Attempt first) {
        Attempt attempt = first;
        while (true) {
            attempts++;
            run.started(block, attempts);
            Failure failure;
            try {
                BlockOutcome outcome = block.executor().execute(attempt);
                if (!attempt.deadline().isOver()) {
                    run.checkSize(outcome.output());
                    return succeeded(outcome);
                }
                failure = late();
            } catch (Throwable e) {
                failure = failure(e, attempt.deadline(), "");
            }
            attempt.takeBack();
            if (attempts == block.retry().attempts() || !block.retry().repeats(failure.kind(), failure.retryable())) {
                return failed(failure);
            }
            run.pause(Duration.ofNanos(Pause.nanos(block.retry(), attempts, failure.retryAfter())), run.deadline());
            if (isRunOver()) {
                return failed(runOver());
            }
            attempt = nextAttempt();
        }
    }

    private Attempt nextAttempt() {
        Deadline own = new Deadline(System.nanoTime() + block.timeoutNanos());
        Attempt next = new Attempt(run, block, attempts + 1, own.earlier(run.deadline()));
        last = next;
        return next;
    }

    private BlockEnd succeeded(BlockOutcome outcome) {
        Ending ending = outcome.flow() instanceof Flow.Stop stop
                ? Ending.stopped(
                        block.id(), stop.error() == null ? null : run.values().mask(stop.error()))
                : null;
        return new BlockEnd(result(BlockStatus.SUCCESS, outcome.output(), null), outcome.flow(), ending);
    }

    private BlockEnd failed(Failure failure) {
        String message = run.values().mask(failure.message());
        if (isRunOver()) {
            BlockStatus status = run.deadline().isOver() ? BlockStatus.TIMED_OUT : BlockStatus.CANCELLED;
            BlockResult result = result(status, null, message);
            return new BlockEnd(result, Flow.Halt.INSTANCE, run.timeUp(block.id()));
        }
        ValueTemplate recovery = block.recovery();
        if (recovery == null) {
            return fatal(failure.status(), message);
        }
        Deadline deadline = run.deadline();
        try {
            Object output = recovery.render(new Attempt(run, block, attempts, deadline));
            run.checkSize(output);
            return proceed(failure.status(), output, message);
        } catch (Throwable e) {
            Failure second = failure(e, deadline, "on_error: ");
            return fatal(second.status(), run.values().mask(second.message()));
        }
    }

    private BlockEnd fatal(BlockStatus status, String message) {
        return new BlockEnd(result(status, null, message), Flow.Halt.INSTANCE, Ending.failed(block.id(), message));
    }

    private BlockEnd proceed(BlockStatus status, @Nullable Object output, @Nullable String error) {
        return new BlockEnd(result(status, output, error), Flow.Proceed.INSTANCE, null);
    }

    private BlockResult result(BlockStatus status, @Nullable Object output, @Nullable String error) {
        return new BlockResult(
                block.id(),
                block.type(),
                status,
                last == null ? null : last.input(),
                output,
                Optional.ofNullable(error),
                attempts,
                Duration.ofNanos(System.nanoTime() - started));
    }

    private boolean isRunOver() {
        return run.cancellation().isCancelled() || run.deadline().isOver();
    }

    private Failure failure(Throwable thrown, Deadline deadline, String where) {
        if (isRunOver()) {
            return runOver();
        }
        if (deadline.isOver()) {
            return late();
        }
        if (thrown instanceof BlockException failed) {
            return new Failure(
                    BlockStatus.FAILED,
                    where + failed.getMessage(),
                    failed.retryable(),
                    failed.kind(),
                    failed.retryAfter());
        }
        if (thrown instanceof RefgateException expected) {
            return Failure.lasting(BlockStatus.FAILED, where + expected.getMessage());
        }
        LOG.error("run {}: block {} failed unexpectedly", run.id(), block.id(), thrown);
        return Failure.lasting(BlockStatus.FAILED, where + "internal error; the log says more about run " + run.id());
    }

    private Failure late() {
        String limit = Durations.format(Duration.ofNanos(block.timeoutNanos()));
        return new Failure(
                BlockStatus.TIMED_OUT,
                "took longer than " + limit,
                true,
                Optional.of(BlockException.TIMEOUT),
                Optional.empty());
    }

    private static Failure runOver() {
        return Failure.lasting(BlockStatus.CANCELLED, "the run ended before the block did");
    }

    private record Failure(
            BlockStatus status,
            String message,
            boolean retryable,
            Optional<String> kind,
            Optional<Duration> retryAfter) {

        /** One that no other attempt can mend. */
        static Failure lasting(BlockStatus status, String message) {
            return new Failure(status, message, false, Optional.empty(), Optional.empty());
        }
    }
}

package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import java.net.InetAddress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up on threads of their own: the operating system's look-up knows no deadline, cannot be interrupted, and holds
 * on to the thread that carries a virtual one.
 */
final class Lookups {
    private static final int THREADS = 32;
    private static final long IDLE_SECONDS = 10;

    private final HostLookup lookup;
    private final Executor threads;

    Lookups(HostLookup lookup) {
        this.lookup = lookup;
        this.threads = threads();
    }

    /**
     * @throws BlockException when the name has no address, or none in time
     */
    InetAddress[] find(String host, Deadline deadline, Cancellation cancellation) {
        FutureTask<InetAddress[]> answer = new FutureTask<>(() -> lookup.lookup(host));
        try (Cancellation.Registration registration = cancellation.onCancel(() -> answer.cancel(false))) {
            if (isAddress(host)) {
                answer.run();
            } else {
                threads.execute(answer);
            }
            return answer.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw BlockException.connection("the name " + host + " is not known");
        } catch (TimeoutException e) {
            throw BlockException.connection("the name " + host + " could not be looked up in time");
        } catch (CancellationException e) {
            throw BlockException.connection("the run was cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BlockException.connection("the run was interrupted");
        }
    }

    /** No label of a name that {@link Target} lets through ends in digits alone. */
    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || Character.isDigit(host.charAt(host.length() - 1)) && host.matches("[0-9.]+");
    }

    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "refgate-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}

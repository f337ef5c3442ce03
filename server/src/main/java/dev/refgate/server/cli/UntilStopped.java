package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * Keeps a command going until the process is told to end. A Java process that a signal ends reports the signal's number
 * as its exit code, whatever its shutdown hooks do; here an orderly end is a success, so the hook ends the process itself.
 */
final class UntilStopped {
    private UntilStopped() {}

    /**
     * Returns when this thread is interrupted, after {@code stop}. On a signal {@code stop} runs on another thread, and the
     * process ends with 0 without returning from here.
     */
    static void keepGoing(Runnable stop) {
        Thread hook = new Thread(() -> stopAndExit(stop), "refgate-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The caller wants this to end; that is all the interruption says.
        }
        stop.run();
        removeHook(hook);
    }

    private static void stopAndExit(Runnable stop) {
        int code = ExitCode.DONE;
        try {
            stop.run();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(UntilStopped.class).error("stopping failed", e);
            code = ExitCode.ERROR;
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came meanwhile: the hook runs already, and what it does twice does nothing.
        }
    }
}

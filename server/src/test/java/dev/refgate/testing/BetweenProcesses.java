package dev.refgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** For work that tests in several processes need once: the first one does it while the others wait. */
public final class BetweenProcesses {
    private BetweenProcesses() {}

    /** What is to be done, and not at the same time as others that have the same name. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Does it, and meanwhile holds the name for this module's build. */
    public static synchronized void oneAfterTheOther(String name, Work work) {
        try (FileChannel channel = FileChannel.open(
                        Path.of("target", name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assert held.isValid();
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.refgate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders in memory, where the machine has a place for them: tests make thousands of commits, refs and databases,
 * each of which Refgate and Git write through to the disk. Elsewhere, and where programs cannot be run from there, folders
 * like any other.
 */
public final class MemoryTempDirs implements TempDirFactory {
    private static final Path MEMORY = Path.of("/dev/shm");

    /** More than all tests that run at once need. */
    private static final long ROOM = 2L << 30;

    private static final boolean USABLE = isUsable();

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
        return USABLE ? Files.createTempDirectory(MEMORY, "junit-") : Files.createTempDirectory("junit-");
    }

    private static boolean isUsable() {
        try {
            return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM && runsPrograms();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean runsPrograms() throws IOException {
        Path program = Files.createTempFile(MEMORY, "junit-", ".sh");
        try {
            Files.writeString(program, "#!/bin/sh\n");
            return program.toFile().setExecutable(true)
                    && new ProcessBuilder(program.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Files.delete(program);
        }
    }
}

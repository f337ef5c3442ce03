package dev.refgate.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory for what the server keeps. */
final class DataDirectory {
    private DataDirectory() {}

    /**
     * Makes it when it is not there, and proves that files can be written into it.
     *
     * @throws IOException when not
     */
    static void prepare(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".refgate-", ".check"));
        } catch (IOException e) {
            throw new IOException("--data: " + directory + " (expected a directory that can be written to)", e);
        }
    }
}

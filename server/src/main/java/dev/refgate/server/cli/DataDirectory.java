package dev.refgate.server.cli;

import dev.refgate.server.database.DatabaseException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The directory for what the server keeps. */
final class DataDirectory {
    private DataDirectory() {}

    /**
     * Makes it when it is not there, and proves that files can be written into it.
     *
     * @throws DatabaseException when not
     */
    static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".refgate-", ".check"));
        } catch (IOException e) {
            throw new DatabaseException(
                    "--data: " + directory + " cannot be written to: " + reason(e)
                            + " (expected a directory on a disk that this user can write to: change its rights or its"
                            + " mount, or say another one with --data)",
                    e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it cannot be made there";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }
}

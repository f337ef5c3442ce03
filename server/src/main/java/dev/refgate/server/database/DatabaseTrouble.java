package dev.refgate.server.database;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What keeps a database from doing its work, in words that say what to do about it. */
public final class DatabaseTrouble {
    private static final String FULL =
            "the disk of --data is full (expected room on it: make some, and it goes on by itself)";

    private static final int SQLITE_BUSY = 5;
    private static final int SQLITE_LOCKED = 6;
    private static final int SQLITE_READONLY = 8;
    private static final int SQLITE_IOERR = 10;
    private static final int SQLITE_FULL = 13;
    private static final int SQLITE_CANTOPEN = 14;

    /** The driver is there at run time alone. */
    private static final String NO_LIBRARY = "org.sqlite.NativeLibraryNotFoundException";

    /** The lowest byte of a code says what kind it is, the others say more. */
    private static final int KIND = 0xff;

    private DatabaseTrouble() {}

    /** The reason of any failure, in one line. */
    public static String of(Throwable thrown) {
        if (root(thrown).getClass().getName().equals(NO_LIBRARY)) {
            return "the library of SQLite cannot be loaded from " + libraryFolder()
                    + " (expected a folder of temporary files that is not mounted noexec; say another one with"
                    + " JAVA_TOOL_OPTIONS=-Dorg.sqlite.tmpdir=FOLDER)";
        }
        return passing(thrown).orElseGet(() -> firstLine(root(thrown)));
    }

    /** The reason of one that is the database's, and that may be over when the same is tried again; empty for others. */
    public static Optional<String> passing(Throwable thrown) {
        Throwable root = root(thrown);
        if (root instanceof SQLTransientConnectionException) {
            return Optional.of("the database is busy, or cannot be reached");
        }
        if (root instanceof SQLException sqlite && sqlite.getSQLState() == null) {
            return ofSqlite(sqlite);
        }
        if (root instanceof IOException file && isAboutRoom(file)) {
            return Optional.of(FULL);
        }
        return hasPassingState(thrown) ? Optional.of(firstLine(root)) : Optional.empty();
    }

    /** SQLite knows no SQL states, but codes of its own. */
    private static Optional<String> ofSqlite(SQLException sqlite) {
        return Optional.ofNullable(
                switch (sqlite.getErrorCode() & KIND) {
                    case SQLITE_FULL -> FULL;
                    case SQLITE_READONLY ->
                        "the database in --data can only be read (expected a folder and files that this user can write to)";
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                        "the database in --data is locked by another process (expected none that holds it for long)";
                    case SQLITE_IOERR, SQLITE_CANTOPEN -> "the disk of --data does not work: " + firstLine(sqlite);
                    default -> null;
                });
    }

    /** A file's own error has the words of the operating system, and no code. */
    private static boolean isAboutRoom(IOException file) {
        String message = String.valueOf(file.getMessage());
        return message.contains("No space left on device") || message.contains("Disk quota exceeded");
    }

    /** The cause of a connection's end is often an exception of the network. */
    private static boolean hasPassingState(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && isPassing(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Classes of SQL states: no connection, too few resources, an operator's hand, an error of the system. */
    private static boolean isPassing(@Nullable String state) {
        return state != null && state.matches("(08|40|53|57|58).*");
    }

    private static String libraryFolder() {
        return System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", "the temporary folder"));
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("no reason given");
    }
}

package dev.refgate.document;

/**
 * A place in a file.
 *
 * @param file the path inside the repository or folder that was read, with {@code /}
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1, in UTF-16 characters; 0 when the whole line or file is meant
 */
public record Location(String file, int line, int column) implements Comparable<Location> {

    public Location {
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException(
                    "location: %s:%d:%d (expected no negative numbers)".formatted(file, line, column));
        }
    }

    /** The file as a whole. */
    public static Location ofFile(String file) {
        return new Location(file, 0, 0);
    }

    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}, the form that editors and compilers use; the file alone where there is no line. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}

package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Looks into tree objects. */
final class TreeEntries {

    private TreeEntries() {}

    /** One entry of a tree. */
    record Found(FileMode mode, ObjectId id) {
        boolean isFolder() {
            return mode.equals(FileMode.TREE);
        }

        boolean isFile() {
            return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
        }
    }

    /** The entry of exactly this name. */
    static Optional<Found> find(ObjectReader reader, ObjectId tree, String name) throws IOException {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        CanonicalTreeParser entries = new CanonicalTreeParser(null, reader, tree);
        for (; !entries.eof(); entries.next()) {
            int start = entries.getNameOffset();
            int end = start + entries.getNameLength();
            if (Arrays.equals(entries.getEntryPathBuffer(), start, end, wanted, 0, wanted.length)) {
                return Optional.of(new Found(entries.getEntryFileMode(), entries.getEntryObjectId()));
            }
        }
        return Optional.empty();
    }

    /** The tree of the folder of this name. */
    static Optional<ObjectId> folder(ObjectReader reader, ObjectId tree, String name) throws IOException {
        return find(reader, tree, name).filter(Found::isFolder).map(Found::id);
    }
}

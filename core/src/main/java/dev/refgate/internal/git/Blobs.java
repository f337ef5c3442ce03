package dev.refgate.internal.git;

import dev.refgate.error.InvalidArgumentException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads whole files, none that is too large. */
final class Blobs {
    /** No refgate.yml is larger than this, in bytes. */
    static final int POLICY_LIMIT = 1024 * 1024;

    private Blobs() {}

    static byte[] read(ObjectReader reader, ObjectId id, String displayPath, int limit) throws IOException {
        // Not by the reader's getObjectSize: that looks through the folder of packs each time, for seconds after each
        // fetch.
        ObjectLoader blob = reader.open(id, Constants.OBJ_BLOB);
        requireSize(displayPath, blob.getSize(), limit);
        return blob.getBytes(limit);
    }

    /** Empty when it is larger than {@code limit}. */
    static Optional<byte[]> readSmall(ObjectReader reader, ObjectId id, int limit) throws IOException {
        return reader.getObjectSize(id, Constants.OBJ_BLOB) > limit
                ? Optional.empty()
                : Optional.of(reader.open(id, Constants.OBJ_BLOB).getBytes(limit));
    }

    static void requireSize(String displayPath, long size, int limit) {
        if (size > limit) {
            throw new InvalidArgumentException(
                    displayPath + ": " + size + " bytes (expected at most " + limit + " bytes)");
        }
    }
}

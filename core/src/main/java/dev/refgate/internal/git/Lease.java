package dev.refgate.internal.git;

import dev.refgate.promotion.ObjectName;
import dev.refgate.promotion.RefMove;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/**
 * The condition of one move: which object the ref has to be at. JGit reads a lease from text and drops one that it cannot
 * read, without a word; this one is made of a whole id, or of none, and a full name, or not at all.
 *
 * @param ref fully qualified
 * @param expected the zero id when the ref must not be there
 */
record Lease(String ref, ObjectId expected, ObjectId target) {

    Lease {
        RefFiles.requireFullName(ref);
        if (target.equals(ObjectId.zeroId())) {
            throw new IllegalArgumentException("no ref is deleted: " + ref);
        }
    }

    static Lease of(RefMove move) {
        return new Lease(
                move.ref(),
                move.expected().map(ObjectName::hex).map(ObjectId::fromString).orElse(ObjectId.zeroId()),
                ObjectId.fromString(move.target().hex()));
    }

    /** How the remote differs from what is expected; empty when it does not. */
    Optional<String> difference(Map<String, Ref> advertised) {
        ObjectId now = at(advertised.get(ref));
        return now.equals(expected)
                ? Optional.empty()
                : Optional.of(ref + " is " + text(now) + " (expected: " + text(expected) + ")");
    }

    boolean isDone(Map<String, Ref> advertised) {
        return at(advertised.get(ref)).equals(target);
    }

    static ObjectId at(@Nullable Ref ref) {
        ObjectId id = ref == null ? null : ref.getObjectId();
        return id == null ? ObjectId.zeroId() : id;
    }

    private static String text(ObjectId id) {
        return id.equals(ObjectId.zeroId()) ? "not there" : "at " + id.name();
    }

    /** The server gets the same condition, and checks it again when it has the ref locked. */
    RemoteRefUpdate update(Repository from) throws IOException {
        return new RemoteRefUpdate(from, (String) null, target, ref, true, null, expected);
    }
}

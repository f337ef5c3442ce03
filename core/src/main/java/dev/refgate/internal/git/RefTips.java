package dev.refgate.internal.git;

import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;

/**
 * The commits that refs lead to. An answer is remembered with the stamps of the files that it was read from, and given
 * again as long as they have those stamps: that takes one look at a file or two, however many refs there are. An answer
 * is not remembered when its files changed so recently that a further change might leave the stamp as it is, nor when
 * the ref is symbolic.
 */
final class RefTips {
    private static final int MOST_REMEMBERED = 50_000;

    private final RefFiles refs;
    private final ObjectAccess objects;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    RefTips(RefFiles refs, ObjectAccess objects) {
        this.refs = refs;
        this.objects = objects;
    }

    /**
     * @param ref a full name
     * @throws NotFoundException when it leads to something that is no commit, or to nothing
     */
    Optional<CommitId> commitAt(String ref) throws IOException {
        Remembered last = remembered.get(ref);
        if (last != null && last.isCurrent()) {
            return last.commit();
        }
        RefFiles.requireFullName(ref);
        return readAnew(ref);
    }

    private Optional<CommitId> readAnew(String ref) throws IOException {
        long now = FileStamp.now();
        Path loose = refs.looseFile(ref);
        FileStamp looseStamp = FileStamp.of(loose);
        FileStamp packedStamp = FileStamp.of(refs.packedFile());
        Optional<CommitId> commit = refs.resolve(ref).map(id -> peel(ref, id));
        boolean plain = looseStamp.kind() == FileStamp.Kind.FILE || looseStamp.kind() == FileStamp.Kind.ABSENT;
        FileStamp source = looseStamp.kind() == FileStamp.Kind.FILE ? looseStamp : packedStamp;
        if (commit.isPresent()
                && plain
                && source.isReliableAt(now)
                && refs.symbolicTarget(ref).isEmpty()) {
            remember(ref, new Remembered(loose, loose.toFile(), looseStamp, refs.packedFile(), packedStamp, commit));
        } else {
            remembered.remove(ref);
        }
        return commit;
    }

    private void remember(String ref, Remembered answer) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(ref, answer);
    }

    private CommitId peel(String ref, ObjectId id) {
        return objects.read((repository, walk) -> {
            RevObject object;
            try {
                object = walk.peel(walk.parseAny(id));
            } catch (MissingObjectException e) {
                throw new Commits.NoSuchCommit(
                        "ref: " + ref + " leads to " + e.getObjectId().name()
                                + ", which is not in the repository (see: git fsck)",
                        e);
            }
            if (object instanceof RevCommit commit) {
                return Commits.id(commit);
            }
            throw new NotFoundException("ref: " + ref + " leads to the " + Constants.typeString(object.getType()) + " "
                    + object.name() + " (expected a commit)");
        });
    }

    /** An answer, and what it was read from. */
    private record Remembered(
            Path loose,
            File looseFile,
            FileStamp looseStamp,
            Path packed,
            FileStamp packedStamp,
            Optional<CommitId> commit) {

        boolean isCurrent() throws IOException {
            if (looseStamp.kind() == FileStamp.Kind.FILE) {
                return FileStamp.of(loose).equals(looseStamp);
            }
            // The loose file first: git pack-refs writes the packed one before it removes the loose one.
            return !looseFile.exists() && FileStamp.of(packed).equals(packedStamp);
        }
    }
}

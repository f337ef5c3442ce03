package dev.refgate.internal.git;

import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.jspecify.annotations.Nullable;

/**
 * The commits that refs lead to. An answer is remembered with the stamps of the files that it was read from, and given
 * again as long as they have those stamps: that takes a look at one file or two, however many refs there are. The ref is
 * read again when its files had changed so shortly before the last reading that a further change might have left the
 * stamps as they are, and when it is symbolic.
 */
final class RefTips {
    private static final int MOST_REMEMBERED = 50_000;

    private final RefFiles refs;
    private final ObjectAccess objects;
    private final LongSupplier clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    /**
     * @param clock gives what {@link FileStamp#now} gives
     */
    RefTips(RefFiles refs, ObjectAccess objects, LongSupplier clock) {
        this.refs = refs;
        this.objects = objects;
        this.clock = clock;
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
        if (last == null) {
            RefFiles.requireFullName(ref);
        }
        return readAnew(ref, last);
    }

    /** Whether the next answer takes no reading, if the ref does not move. */
    boolean remembers(String ref) {
        Remembered last = remembered.get(ref);
        return last != null && last.reliable();
    }

    private Optional<CommitId> readAnew(String ref, @Nullable Remembered last) throws IOException {
        long now = clock.getAsLong();
        Path loose = refs.looseFile(ref);
        Path packed = refs.packedFile();
        FileStamp looseStamp = FileStamp.of(loose);
        FileStamp packedStamp = FileStamp.of(packed);
        Optional<RefFiles.Value> value = refs.resolve(ref);
        if (value.isEmpty()) {
            remembered.remove(ref);
            return Optional.empty();
        }
        ObjectId object = value.get().object();
        Optional<CommitId> commit =
                last != null && last.object().equals(object) ? last.commit() : Optional.of(peel(ref, object));
        boolean reliable = switch (value.get().source()) {
            case LOOSE -> looseStamp.kind() == FileStamp.Kind.FILE && looseStamp.isReliableAt(now);
            case PACKED -> looseStamp.kind() == FileStamp.Kind.ABSENT && packedStamp.isReliableAt(now);
            case SYMBOLIC -> false;
        };
        remember(ref, new Remembered(loose, looseStamp, packed, packedStamp, reliable, object, commit));
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

    /**
     * An answer, and what it was read from.
     *
     * @param reliable whether it holds as long as the stamps do
     * @param object what the ref led to, which leads to the commit for ever
     */
    private record Remembered(
            Path loose,
            FileStamp looseStamp,
            Path packed,
            FileStamp packedStamp,
            boolean reliable,
            ObjectId object,
            Optional<CommitId> commit) {

        boolean isCurrent() throws IOException {
            if (!reliable) {
                return false;
            }
            if (looseStamp.kind() == FileStamp.Kind.FILE) {
                return FileStamp.of(loose).equals(looseStamp);
            }
            // The loose file first: git pack-refs writes the packed one before it removes the loose one. By way of
            // File, because Path reports what is absent by an exception, which takes longer than all the rest.
            return !loose.toFile().exists() && FileStamp.of(packed).equals(packedStamp);
        }
    }
}

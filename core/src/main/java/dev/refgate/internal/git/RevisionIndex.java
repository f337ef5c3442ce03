package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.RevisionHistory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first-parent history of one branch, walked once and then kept: in memory, and in a file for the next process. It
 * is asked with a tip; commits that it does not know yet are walked and added, and where the branch was rewritten,
 * everything after the newest commit that is still there is dropped. For many threads.
 *
 * <p>That the index belongs to the repository needs no flag: an id of a commit stands for its whole history, so either
 * a walk from the tip meets a commit that the index knows, and then all before it is right, or it reaches the root, and
 * then nothing of the index is used.
 */
final class RevisionIndex {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionIndex.class);
    private static final int LONGEST_LABEL = 40;

    private final ObjectAccess objects;
    private final RevisionIndexFile file;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable RevisionIndexData data;

    /**
     * @param file where the index is kept; made with the folders above it when it is not there
     */
    RevisionIndex(ObjectAccess objects, Path file) {
        this.objects = objects;
        this.file = new RevisionIndexFile(file);
    }

    /**
     * Where the index of a branch is unless somebody says otherwise: in the Git folder that all work trees share.
     *
     * @param commonDir the repository's common Git folder
     * @param branch the fully qualified name; any text will do
     */
    static Path defaultFile(Path commonDir, String branch) {
        String label = branch.substring(branch.lastIndexOf('/') + 1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-");
        CRC32C told = new CRC32C();
        told.update(branch.getBytes(StandardCharsets.UTF_8));
        return commonDir
                .resolve("refgate")
                .resolve("index")
                .resolve("%s-%08x.revisions"
                        .formatted(label.substring(0, Math.min(label.length(), LONGEST_LABEL)), told.getValue()));
    }

    /**
     * The history that ends at {@code tip}. Does next to nothing when the index knows it.
     *
     * @throws dev.refgate.error.NotFoundException when there is no such commit
     * @throws dev.refgate.error.RepositoryException when the clone is shallow, saying what to do, or cannot be read
     */
    RevisionHistory at(CommitId tip) {
        ObjectId id = ObjectId.fromString(tip.hex());
        RevisionIndexData known = data;
        int position = known == null ? RevisionIndexData.NONE : known.positionOf(id);
        if (known != null && position != RevisionIndexData.NONE) {
            return new RevisionIndexView(known, position);
        }
        RevisionIndexData refreshed = refresh(tip, id);
        return new RevisionIndexView(refreshed, refreshed.positionOf(id));
    }

    private RevisionIndexData refresh(CommitId tip, ObjectId id) {
        refreshing.lock();
        try {
            RevisionIndexData known = data;
            if (known == null) {
                known = file.read();
            }
            if (known.positionOf(id) == RevisionIndexData.NONE) {
                known = extend(known, tip);
            }
            data = known;
            return known;
        } finally {
            refreshing.unlock();
        }
    }

    private RevisionIndexData extend(RevisionIndexData known, CommitId tip) {
        RevisionIndexData extended = objects.read(
                (repository, walk) -> new RevisionIndexWalk(repository, walk, objects.location()).extend(known, tip));
        if (!known.beginsOf(extended)) {
            LOG.info("index {}: not the history of {}, made anew where it differs", file.path(), tip.abbreviated());
        }
        file.write(extended);
        return extended;
    }
}

package dev.refgate.internal.git;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Trees that were read lately, by their ids, which stand for them for ever. A tree of 10,000 entries takes longer to unpack than to
 * compare with another one, and those of the environments' tips are asked for again and again.
 */
final class RawTrees {
    private static final int REMEMBERED_BYTES = 8 << 20;

    private final Cache<ObjectId, RawTree> trees = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_BYTES)
            .weigher((ObjectId id, RawTree tree) -> 1 + tree.bytes().length)
            .executor(Runnable::run)
            .build();

    /** A tree by its id. */
    RawTree tree(ObjectReader reader, ObjectId id) throws IOException {
        RawTree tree = trees.getIfPresent(id);
        if (tree == null) {
            tree = RawTree.read(reader, id);
            trees.put(id.copy(), tree);
        }
        return tree;
    }
}

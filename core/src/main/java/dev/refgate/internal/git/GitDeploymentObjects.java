package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.Actor;
import dev.refgate.promotion.NewCommit;
import dev.refgate.promotion.NewTag;
import dev.refgate.promotion.ObjectName;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.lib.TagBuilder;

/**
 * Writes commits and tags, from objects to objects: no index, no work tree. Of a commit only the tree of {@code workflows/}
 * and the root tree are new, so that it takes as long as {@code workflows/} has entries, whatever else is in the repository.
 */
final class GitDeploymentObjects {
    static final ObjectId EMPTY_TREE = ObjectId.fromString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");

    /** Every byte of it counts: all repositories of the world have the same commit. */
    static final String EMPTY_ROOT = """
            tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            author Refgate <refgate@refgate.invalid> 0 +0000
            committer Refgate <refgate@refgate.invalid> 0 +0000

            The beginning of an environment
            """;

    private final ObjectAccess objects;
    private final GitDeploymentTrees trees;
    private final Consumer<String> steps;

    GitDeploymentObjects(ObjectAccess objects, GitDeploymentTrees trees, Consumer<String> steps) {
        this.objects = objects;
        this.trees = trees;
        this.steps = steps;
    }

    CommitId emptyRoot() {
        byte[] root = EMPTY_ROOT.getBytes(StandardCharsets.UTF_8);
        ObjectId id = new ObjectInserter.Formatter().idFor(Constants.OBJ_COMMIT, root);
        boolean isThere = objects.read((repository, walk) ->
                walk.getObjectReader().has(id) && walk.getObjectReader().has(EMPTY_TREE));
        if (!isThere) {
            write(inserter -> {
                inserter.insert(Constants.OBJ_TREE, new byte[0]);
                return inserter.insert(Constants.OBJ_COMMIT, root);
            });
        }
        return new CommitId(id.name());
    }

    CommitId writeCommit(NewCommit commit) {
        ObjectId parentTree = objects.read((repository, walk) ->
                Commits.parse(walk, commit.parent()).getTree().copy());
        return write(inserter -> {
            ObjectId tree;
            try (ObjectReader reader = inserter.newReader()) {
                tree = rootWith(reader, inserter, parentTree, commit.changes());
            }
            steps.accept("trees written");
            CommitBuilder builder = new CommitBuilder();
            PersonIdent ident = ident(commit.actor(), commit.time());
            builder.setTreeId(tree);
            builder.setParentId(ObjectId.fromString(commit.parent().hex()));
            builder.setAuthor(ident);
            builder.setCommitter(ident);
            builder.setMessage(commit.message());
            return new CommitId(inserter.insert(builder).name());
        });
    }

    ContentId writeFolder(SortedMap<String, byte[]> files) {
        return write(inserter -> {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                builder.add(entry);
            }
            builder.finish();
            return new ContentId(index.writeTree(inserter).name());
        });
    }

    ObjectName writeTag(NewTag tag) {
        return write(inserter -> {
            TagBuilder builder = new TagBuilder();
            builder.setTag(tag.name());
            builder.setObjectId(ObjectId.fromString(tag.target().hex()), Constants.OBJ_COMMIT);
            builder.setTagger(ident(tag.tagger(), tag.time()));
            builder.setMessage(tag.message());
            return new ObjectName(inserter.insert(builder).name());
        });
    }

    @FunctionalInterface
    private interface Write<T> {
        T to(ObjectInserter inserter) throws IOException;
    }

    private <T> T write(Write<T> write) {
        steps.accept("nothing written");
        T written = objects.read((repository, walk) -> {
            try (ObjectInserter inserter = durable(repository).newObjectInserter()) {
                T result = write.to(inserter);
                inserter.flush();
                return result;
            }
        });
        steps.accept("objects written");
        return written;
    }

    /** What was said to be deployed shall be so after a power cut, too: files are on the disk before they get their names. */
    static Repository durable(Repository repository) {
        StoredConfig config = repository.getConfig();
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncObjectFiles", true);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncRefFiles", true);
        return repository;
    }

    private ObjectId rootWith(
            ObjectReader reader, ObjectInserter inserter, ObjectId root, Map<WorkflowId, Optional<ContentId>> changes)
            throws IOException {
        ObjectId workflows = GitDeploymentTrees.workflows(reader, root);
        Map<String, Optional<ObjectId>> folders = new TreeMap<>();
        for (Map.Entry<WorkflowId, Optional<ContentId>> change : changes.entrySet()) {
            Optional<ObjectId> content = change.getValue().map(id -> ObjectId.fromString(id.hex()));
            if (content.isPresent() && !reader.has(content.get(), Constants.OBJ_TREE)) {
                throw new RepositoryException("content: " + content.get().name() + " of workflow " + change.getKey()
                        + " is not in the repository (expected its objects: fetch the commit that it comes from)");
            }
            folders.put(change.getKey().value(), content);
        }
        RawTree changed = trees.tree(reader, workflows).with(folders);
        Optional<ObjectId> kept = changed.bytes().length == 0
                ? Optional.empty()
                : Optional.of(inserter.insert(Constants.OBJ_TREE, changed.bytes()));
        RawTree rootTree = RawTree.read(reader, root).with(Map.of(WorkflowTree.WORKFLOWS_FOLDER, kept));
        return inserter.insert(Constants.OBJ_TREE, rootTree.bytes());
    }

    /** Git's form of a person: neither name nor address may hold what ends them, and neither may be missing. */
    private static PersonIdent ident(Actor actor, Instant time) {
        String name = clean(actor.name());
        String email = clean(actor.email()).replace(" ", "");
        return new PersonIdent(
                name.isEmpty() ? "unknown" : name,
                email.isEmpty() ? "unknown@refgate.invalid" : email,
                time,
                ZoneOffset.UTC);
    }

    private static String clean(String text) {
        return text.replaceAll("[<>\\p{Cntrl}]", " ").replaceAll("^[\\s.,:;\"\\\\']+|[\\s.,:;\"\\\\']+$", "");
    }
}

package dev.refgate.internal.git;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Makes a copy of a mirror with one pack, of all that its refs lead to and of what is kept. First the pack, which takes long and for which
 * nobody waits; then, while nobody else changes the mirror, what came meanwhile.
 */
final class MirrorCompaction {
    /** What is younger may be somebody's who has not given it a ref yet: a deployment that is being pushed. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private static final String[] FILES = {"HEAD", MirrorPlace.MARK};

    private final Repository mirror;
    private final Path from;
    private final Path to;
    private final Duration keep;
    private final Set<String> seen;

    /**
     * @param from where the mirror is
     * @param to an empty mirror
     * @param keep how long to keep what no ref leads to any more
     */
    MirrorCompaction(Repository mirror, Path from, Path to, Duration keep) throws IOException {
        this.mirror = mirror;
        this.from = from;
        this.to = to;
        this.keep = keep;
        this.seen = new ScatteredObjects(from).packs();
    }

    /** Writes the pack. */
    void pack() throws IOException {
        Set<ObjectId> wanted = wanted();
        if (wanted.isEmpty()) {
            return;
        }
        PackConfig config = new PackConfig();
        config.setBuildBitmaps(false);
        config.setThreads(1);
        try (ObjectReader reader = mirror.newObjectReader();
                PackWriter writer = new PackWriter(config, reader)) {
            writer.setDeltaBaseAsOffset(true);
            writer.setReuseDeltaCommits(true);
            writer.setReuseValidatingObjects(true);
            writer.setUseBitmaps(false);
            writer.preparePack(NullProgressMonitor.INSTANCE, wanted, PackWriter.NONE);
            Path pack = to.resolve("objects/pack").resolve("pack-" + name() + ".pack");
            try (FileOutputStream file = new FileOutputStream(pack.toFile())) {
                OutputStream out = new BufferedOutputStream(file);
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
                out.flush();
                file.getFD().sync();
            }
            Path index = pack.resolveSibling(pack.getFileName().toString().replaceFirst("pack$", "idx"));
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(index.toFile()))) {
                writer.writeIndex(out);
            }
        }
    }

    /** One that no pack has had: whoever has another open by its name must not take this one for it. */
    private static String name() {
        byte[] bytes = new byte[Constants.OBJECT_ID_LENGTH];
        ThreadLocalRandom.current().nextBytes(bytes);
        return ObjectId.fromRaw(bytes).name();
    }

    private Set<ObjectId> wanted() throws IOException {
        Set<ObjectId> wanted = new HashSet<>(new MirrorRefs(mirror).all().values());
        List<ObjectId> kept = new KeptObjects(from).youngerThan(keep);
        try (RevWalk walk = new RevWalk(mirror)) {
            for (ObjectId id : kept) {
                try {
                    walk.parseAny(id);
                    wanted.add(id);
                } catch (MissingObjectException e) {
                    // The mirror was made anew since, and the remote does not have it any more.
                    continue;
                }
            }
        }
        return wanted;
    }

    /** Brings over what came since. While this is done, nobody else may set the mirror's refs. */
    void catchUp() throws IOException {
        ScatteredObjects objects = new ScatteredObjects(from);
        Set<String> since = new HashSet<>(objects.packs());
        since.removeAll(seen);
        objects.linkPacks(to, since);
        objects.linkLoose(to, YOUNG);
        new KeptObjects(to).copy(new KeptObjects(from), keep);
        for (String file : FILES) {
            Files.copy(
                    from.resolve(file),
                    to.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        mirror.getRefDatabase().refresh();
        try (Repository copy = GitMirror.open(to)) {
            new MirrorRefs(copy).set(new MirrorRefs(mirror).all());
        }
    }

    /** Objects that were written while the copy was put into its place. */
    static void linkLate(Path old, Path now) throws IOException {
        new ScatteredObjects(old).linkLoose(now, YOUNG);
    }
}

package dev.refgate.internal.git;

import dev.refgate.remote.Remote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Makes a mirror like its remote: fetches the objects that it lacks, then sets all refs at once. Every name is fetched by
 * itself and by force, never by what a branch leads to: a tag that moved would be missed otherwise.
 */
final class MirrorFetch {
    private static final List<RefSpec> MIRRORED = List.of(
            new RefSpec("+refs/heads/*:refs/heads/*"),
            new RefSpec("+refs/tags/*:refs/tags/*"),
            new RefSpec("+refs/pull/*/head:refs/pull/*/head"));
    private static final Pattern NAMES = Pattern.compile("refs/(?:heads/.+|tags/.+|pull/[0-9]+/head)");

    private final Remote remote;
    private final Repository mirror;

    MirrorFetch(Remote remote, Repository mirror) {
        this.remote = remote;
        this.mirror = mirror;
    }

    /** What the remote has. */
    private record Advertised(Map<String, ObjectId> refs, Optional<String> head) {}

    /**
     * @throws dev.refgate.error.RemoteException when the remote cannot be read
     * @throws GitMirror.Damaged when the mirror cannot
     */
    void fetch() {
        RemoteTalk talk = new RemoteTalk(remote);
        Advertised advertised = talk.hold(mirror, "fetch", transport -> {
            try {
                return fetch(transport);
            } catch (IOException e) {
                if (isDamage(e)) {
                    throw new GitMirror.Damaged(e.toString(), e);
                }
                throw e;
            }
        });
        try {
            requireObjects(advertised.refs().values());
            MirrorRefs refs = new MirrorRefs(mirror);
            refs.set(advertised.refs());
            refs.setHead(advertised.head().orElse(MirrorFiles.NO_BRANCH));
        } catch (IOException e) {
            throw new GitMirror.Damaged(e.toString(), e);
        }
    }

    static boolean isDamage(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof MissingObjectException || each instanceof CorruptObjectException) {
                return true;
            }
        }
        return false;
    }

    private Advertised fetch(Transport transport) throws IOException {
        try (FetchConnection connection = transport.openFetch(MIRRORED, Constants.HEAD)) {
            Advertised advertised = advertised(connection);
            List<Ref> wanted = new ArrayList<>();
            try (ObjectReader reader = mirror.newObjectReader()) {
                for (String name : advertised.refs().keySet()) {
                    Ref ref = connection.getRef(name);
                    if (!reader.has(ref.getObjectId())) {
                        wanted.add(ref);
                    }
                }
            }
            if (!wanted.isEmpty()) {
                receive(connection, wanted);
            }
            return advertised;
        }
    }

    private static void receive(FetchConnection connection, List<Ref> wanted) throws IOException {
        connection.setPackLockMessage("refgate");
        try {
            connection.fetch(NullProgressMonitor.INSTANCE, wanted, Set.of());
        } finally {
            for (PackLock lock : connection.getPackLocks()) {
                lock.unlock();
            }
        }
    }

    private static Advertised advertised(FetchConnection connection) {
        Map<String, ObjectId> refs = new TreeMap<>();
        for (Ref ref : connection.getRefs()) {
            ObjectId id = ref.getObjectId();
            if (id != null && NAMES.matcher(ref.getName()).matches() && Repository.isValidRefName(ref.getName())) {
                refs.put(ref.getName(), id);
            }
        }
        return new Advertised(refs, head(connection.getRef(Constants.HEAD), refs));
    }

    /** Servers that are old, or whose HEAD is at no branch, tell a commit alone; git clone guesses then, like this. */
    private static Optional<String> head(@Nullable Ref head, Map<String, ObjectId> refs) {
        if (head == null) {
            return Optional.empty();
        }
        if (head.isSymbolic()) {
            return Optional.of(head.getTarget().getName()).filter(refs::containsKey);
        }
        List<String> candidates = refs.entrySet().stream()
                .filter(ref -> ref.getKey().startsWith(Constants.R_HEADS))
                .filter(ref -> ref.getValue().equals(head.getObjectId()))
                .map(Map.Entry::getKey)
                .toList();
        return Optional.of("refs/heads/main")
                .filter(candidates::contains)
                .or(() -> Optional.of("refs/heads/master").filter(candidates::contains))
                .or(() -> candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty());
    }

    /** That an object's name is in an index does not mean that it can be read. */
    private void requireObjects(Collection<ObjectId> ids) throws IOException {
        try (RevWalk walk = new RevWalk(mirror)) {
            for (ObjectId id : ids) {
                walk.peel(walk.parseAny(id));
            }
        }
    }
}

package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.MoveOutcome;
import dev.refgate.promotion.ObjectName;
import dev.refgate.promotion.RefMove;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Moves refs of a repository on disk. JGit answers alike when a ref is not what was expected and when its lock is taken, so
 * the ref is read again to tell which: a taken lock is waited for, as long as locks are held; one that stays was left by a
 * process that was killed.
 */
final class GitDeploymentMoves {
    /** A move holds its locks for milliseconds. */
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(2);

    private static final int LONGEST_PAUSE_MILLIS = 20;
    private static final PersonIdent MOVER = new PersonIdent("Refgate", "refgate@refgate.invalid");

    private final GitFolders folders;
    private final ObjectAccess objects;
    private final RefFiles refs;
    private final GitDeploymentWorkTrees workTrees;
    private final Consumer<String> steps;

    GitDeploymentMoves(GitFolders folders, ObjectAccess objects, RefFiles refs, Consumer<String> steps) {
        this.folders = folders;
        this.objects = objects;
        this.refs = refs;
        this.workTrees = new GitDeploymentWorkTrees(folders);
        this.steps = steps;
    }

    MoveOutcome move(List<RefMove> moves, String reason) {
        try {
            for (RefMove move : moves) {
                RefFiles.requireFullName(move.ref());
                Optional<Path> workTree = workTrees.holding(move.ref());
                if (workTree.isPresent()) {
                    return new MoveOutcome.Refused("branch: " + move.ref() + " is checked out in " + workTree.get()
                            + ", which would not notice that it moves (expected a branch that no work tree has; run git -C "
                            + workTree.get() + " switch --detach, or move the remote's branch: --remote origin)");
                }
            }
            return moveWhenUnlocked(moves, reason);
        } catch (IOException e) {
            throw new RepositoryException(
                    "repository: " + folders.root() + " cannot be written: " + e.getMessage()
                            + " (check the permissions of its files, and the space on its disk)",
                    e);
        }
    }

    private MoveOutcome moveWhenUnlocked(List<RefMove> moves, String reason) throws IOException {
        Patience patience = new Patience();
        while (true) {
            steps.accept("refs not moved");
            if (tryMove(moves, reason)) {
                steps.accept("refs moved");
                return new MoveOutcome.Moved();
            }
            Optional<String> difference = difference(moves);
            if (difference.isPresent()) {
                return new MoveOutcome.Conflict(difference.get());
            }
            Optional<String> obstacle = obstacle(moves);
            if (obstacle.isPresent()) {
                return new MoveOutcome.Refused(obstacle.get());
            }
            List<Path> locks = locks(moves);
            if (patience.isAtAnEnd(locks)) {
                throw stuck(moves, locks);
            }
            pause();
        }
    }

    private boolean tryMove(List<RefMove> moves, String reason) throws IOException {
        try (Repository repository = GitDeploymentObjects.durable(objects.openAnew());
                RevWalk walk = new SteppingWalk(repository, moves)) {
            return moves.size() == 1
                    ? moveOne(repository, walk, moves.get(0), reason)
                    : moveAll(repository, walk, moves, reason);
        }
    }

    private static boolean moveOne(Repository repository, RevWalk walk, RefMove move, String reason)
            throws IOException {
        RefUpdate update = repository.updateRef(move.ref(), true);
        update.setExpectedOldObjectId(expected(move));
        update.setNewObjectId(ObjectId.fromString(move.target().hex()));
        update.setRefLogMessage("refgate: " + reason, false);
        update.setRefLogIdent(MOVER);
        // Whether it fast-forwards is for the one to say who made the commit; a tag never does.
        update.setForceUpdate(true);
        return switch (update.update(walk)) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
            default -> false;
        };
    }

    private static boolean moveAll(Repository repository, RevWalk walk, List<RefMove> moves, String reason)
            throws IOException {
        BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
        batch.setAtomic(true);
        batch.setAllowNonFastForwards(true);
        batch.setRefLogMessage("refgate: " + reason, false);
        batch.setRefLogIdent(MOVER);
        for (RefMove move : moves) {
            batch.addCommand(new ReceiveCommand(
                    expected(move), ObjectId.fromString(move.target().hex()), move.ref()));
        }
        batch.execute(walk, NullProgressMonitor.INSTANCE);
        return batch.getCommands().stream().allMatch(command -> command.getResult() == ReceiveCommand.Result.OK);
    }

    private static ObjectId expected(RefMove move) {
        return move.expected().map(name -> ObjectId.fromString(name.hex())).orElse(ObjectId.zeroId());
    }

    /** Tells when JGit looks at the new objects: before and while it has the refs locked. */
    private final class SteppingWalk extends RevWalk {
        private final List<RefMove> moves;

        SteppingWalk(Repository repository, List<RefMove> moves) {
            super(repository);
            this.moves = moves;
        }

        @Override
        public RevObject parseAny(AnyObjectId id) throws IOException {
            steps.accept(locks(moves).isEmpty() ? "refs looked at" : "refs locked");
            return super.parseAny(id);
        }
    }

    private Optional<String> difference(List<RefMove> moves) throws IOException {
        for (RefMove move : moves) {
            Optional<ObjectName> now = refs.resolve(move.ref())
                    .map(value -> new ObjectName(value.object().name()));
            if (!now.equals(move.expected())) {
                return Optional.of(move.ref() + " is "
                        + now.map(name -> "at " + name).orElse("not there") + " (expected: "
                        + move.expected().map(ObjectName::hex).orElse("not there") + ")");
            }
        }
        return Optional.empty();
    }

    /** Refs are files, so one cannot be named like a folder of others. */
    private Optional<String> obstacle(List<RefMove> moves) throws IOException {
        try (Repository repository = objects.openAnew()) {
            for (RefMove move : moves) {
                var names = repository.getRefDatabase().getConflictingNames(move.ref());
                if (!names.isEmpty()) {
                    return Optional.of("ref: " + move.ref() + " cannot exist beside " + String.join(", ", names)
                            + " (expected names of which none is a folder of another; rename one of them, and say so in"
                            + " refgate.yml)");
                }
            }
        }
        return Optional.empty();
    }

    /** The locks that are taken, of the refs and of the file that packs them. */
    private List<Path> locks(List<RefMove> moves) {
        return Stream.concat(moves.stream().map(move -> refs.looseFile(move.ref())), Stream.of(refs.packedFile()))
                .map(file -> file.resolveSibling(file.getFileName() + ".lock"))
                .filter(Files::exists)
                .toList();
    }

    private RepositoryException stuck(List<RefMove> moves, List<Path> locks) {
        String ref = moves.get(0).ref();
        if (locks.isEmpty()) {
            return new RepositoryException("repository: " + folders.root() + " does not let " + ref
                    + " be moved, for more than " + LONGEST_LOCK.toSeconds()
                    + " s (check the permissions of its files; see: git -C " + folders.root() + " update-ref)");
        }
        String names = locks.stream().map(Path::toString).collect(Collectors.joining(" "));
        return new RepositoryException("repository: " + names + (locks.size() == 1 ? " has" : " have")
                + " been there for more than " + LONGEST_LOCK.toSeconds() + " s, so " + ref
                + " cannot be moved (expected that whoever moves a ref removes its lock at once; if no git process is"
                + " running, one was killed: rm " + names + ")");
    }

    /** How long the same locks, or none, have been in the way. */
    private static final class Patience {
        private List<String> seen = List.of();
        private long since = System.nanoTime();

        boolean isAtAnEnd(List<Path> locks) throws IOException {
            List<String> now = new ArrayList<>();
            for (Path lock : locks) {
                now.add(lock + " " + FileStamp.of(lock));
            }
            if (!now.equals(seen)) {
                seen = now;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > LONGEST_LOCK.toNanos();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryException("interrupted while waiting for a lock of the repository", e);
        }
    }
}

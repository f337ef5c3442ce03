package dev.refgate.internal.git;

import dev.refgate.error.RefgateException;
import dev.refgate.error.RemoteException;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.MoveOutcome;
import dev.refgate.promotion.RefMove;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.jgit.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves refs of a remote, each under its {@link Lease}, all or none. What servers say when a race is lost differs, and so
 * does what they say when they refuse; so the remote is read again, and what its refs are decides.
 */
final class LeasedPush {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedPush.class);

    /** A server holds a ref's lock for milliseconds. */
    private static final Duration LONGEST_LOCK = Duration.ofSeconds(5);

    private static final int LONGEST_PAUSE_MILLIS = 100;

    /** What git, JGit and the large hosts say when somebody else has a ref locked, or was faster. */
    private static final Pattern RACE = Pattern.compile(
            "(?i)lock|old id|atomic transaction|transaction aborted|atomic push fail|fetch first|stale|remote changed"
                    + "|failed to update ref|reference already exists|reference has changed|incorrect old value");

    private static final String NO_ATOMIC_PUSH = "Atomic push not supported.";

    /** What JGit throws though the remote did answer, or was not sent anything: nothing was moved. */
    private static final Pattern ANSWER = Pattern.compile(Pattern.quote(NO_ATOMIC_PUSH) + "|during unpacking");

    private final GitMirror mirror;

    LeasedPush(GitMirror mirror) {
        this.mirror = mirror;
    }

    /** How one push ended. */
    private sealed interface End {
        /** Nothing was sent: the remote's refs are not what they should be, or are what they shall be. */
        record NotSent(boolean done, String difference) implements End {}

        record Answered(Map<String, Status> statuses, String words) implements End {
            boolean moved() {
                return statuses.values().stream().allMatch(status -> status == Status.OK);
            }
        }

        /** Everything was sent, and no answer came. */
        record Lost(String words) implements End {}
    }

    MoveOutcome push(List<RefMove> moves) {
        List<Lease> leases = moves.stream().map(Lease::of).toList();
        long deadline = System.nanoTime() + LONGEST_LOCK.toNanos();
        while (true) {
            End end = once(leases);
            if (end instanceof End.Answered answered && answered.moved()) {
                follow();
                return new MoveOutcome.Moved();
            }
            if (end instanceof End.Lost lost) {
                return afterTheSilence(leases, lost);
            }
            mirror.refresh();
            Optional<MoveOutcome> outcome = end instanceof End.NotSent notSent
                    ? Optional.of(
                            notSent.done() ? new MoveOutcome.Moved() : new MoveOutcome.Conflict(notSent.difference()))
                    : judged(leases, (End.Answered) end, System.nanoTime() - deadline > 0);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            pause();
        }
    }

    private End once(List<Lease> leases) {
        boolean[] sent = {false};
        RemoteTalk talk = new RemoteTalk(mirror.remote());
        try (Repository repository = mirror.open()) {
            return talk.hold(repository, "push", transport -> {
                // It is asked for when the connection is made.
                transport.setPushAtomic(leases.size() > 1);
                return send(repository, transport, leases, sent);
            });
        } catch (IOException e) {
            throw new RepositoryException(
                    "mirror: " + mirror.folder() + " cannot be read: " + e.getMessage()
                            + " (delete it; it is made anew)",
                    e);
        } catch (RemoteException e) {
            if (!sent[0] || talk.wasTurnedAway()) {
                throw e;
            }
            return new End.Lost(e.getMessage());
        }
    }

    private End send(Repository repository, Transport transport, List<Lease> leases, boolean[] sent)
            throws IOException {
        try (PushConnection connection = transport.openPush()) {
            Map<String, Ref> advertised = connection.getRefsMap();
            if (leases.stream().allMatch(lease -> lease.isDone(advertised))) {
                return new End.NotSent(true, "");
            }
            for (Lease lease : leases) {
                Optional<String> difference = lease.difference(advertised);
                if (difference.isPresent()) {
                    return new End.NotSent(false, difference.get());
                }
            }
            Map<String, RemoteRefUpdate> updates = new LinkedHashMap<>();
            for (Lease lease : leases) {
                updates.put(lease.ref(), lease.update(repository));
            }
            sent[0] = true;
            try {
                connection.push(NullProgressMonitor.INSTANCE, updates);
            } catch (TransportException e) {
                String message = String.valueOf(e.getMessage());
                if (ANSWER.matcher(message).find()) {
                    return new End.Answered(
                            Map.of("", Status.REJECTED_OTHER_REASON), words(message + "\n" + connection.getMessages()));
                }
                throw e;
            }
            return answered(updates, connection.getMessages());
        }
    }

    private End answered(Map<String, RemoteRefUpdate> updates, String messages) {
        Map<String, Status> statuses = new HashMap<>();
        updates.forEach((ref, update) -> statuses.put(ref, update.getStatus()));
        String reasons = updates.values().stream()
                .map(RemoteRefUpdate::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .collect(Collectors.joining("\n"));
        return new End.Answered(statuses, words(reasons + "\n" + messages));
    }

    private String words(String said) {
        return RemoteWords.of(said, RemoteWords.secrets(mirror.remote()));
    }

    /** The answer counts, and the mirror follows when it can. */
    private void follow() {
        try {
            mirror.refresh();
        } catch (RefgateException e) {
            LOG.warn("the move is done, but the mirror does not show it yet: {}", e.getMessage());
        }
    }

    private MoveOutcome afterTheSilence(List<Lease> leases, End.Lost lost) {
        try {
            mirror.refresh();
        } catch (RefgateException e) {
            return new MoveOutcome.Unknown(lost.words() + "; and then: " + e.getMessage());
        }
        return isDone(leases) ? new MoveOutcome.Moved() : new MoveOutcome.Unknown(lost.words());
    }

    /** Empty when it is worth another try. */
    private Optional<MoveOutcome> judged(List<Lease> leases, End.Answered answered, boolean late) {
        if (isDone(leases)) {
            return Optional.of(new MoveOutcome.Moved());
        }
        if (answered.words().contains(NO_ATOMIC_PUSH)) {
            return Optional.of(
                    new MoveOutcome.Refused("the remote cannot move two refs at once (a tag moves together with"
                            + " its record; expected a server with atomic push, or an environment that is a branch: on a server of"
                            + " your own, git config receive.advertiseAtomic true)"));
        }
        Optional<String> difference = difference(leases);
        if (difference.isPresent()) {
            return Optional.of(new MoveOutcome.Conflict(difference.get()));
        }
        Optional<String> obstacle = obstacle(leases);
        if (obstacle.isPresent()) {
            return Optional.of(new MoveOutcome.Refused(obstacle.get()));
        }
        boolean race = RACE.matcher(answered.words()).find();
        return race && !late
                ? Optional.empty()
                : Optional.of(new MoveOutcome.Refused("the remote said: " + answered.words()));
    }

    private boolean isDone(List<Lease> leases) {
        Map<String, Ref> refs = refs(leases);
        return leases.stream().allMatch(lease -> lease.isDone(refs));
    }

    private Optional<String> difference(List<Lease> leases) {
        Map<String, Ref> refs = refs(leases);
        return leases.stream()
                .map(lease -> lease.difference(refs))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Map<String, Ref> refs(List<Lease> leases) {
        try (Repository repository = mirror.open()) {
            Map<String, Ref> refs = new HashMap<>();
            for (Lease lease : leases) {
                Ref ref = repository.exactRef(lease.ref());
                if (ref != null) {
                    refs.put(lease.ref(), ref);
                }
            }
            return refs;
        } catch (IOException e) {
            throw ObjectAccess.damaged(mirror.folder(), e);
        }
    }

    /** Refs are files on most servers, so one cannot be named like a folder of others. */
    private Optional<String> obstacle(List<Lease> leases) {
        try (Repository repository = mirror.open()) {
            for (Lease lease : leases) {
                var names = repository.getRefDatabase().getConflictingNames(lease.ref());
                if (!names.isEmpty()) {
                    return Optional.of("ref: " + lease.ref() + " cannot exist beside " + String.join(", ", names)
                            + " (expected names of which none is a folder of another; rename one of them, and say so in"
                            + " refgate.yml)");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw ObjectAccess.damaged(mirror.folder(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted while the remote had a ref locked", e);
        }
    }
}

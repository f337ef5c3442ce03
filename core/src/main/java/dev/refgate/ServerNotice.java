package dev.refgate;

import dev.refgate.client.EnvironmentAnswer;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.RefgateException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.Deployment;
import dev.refgate.repository.CommitId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Waits after a move until a server has noticed it. The move is done by then, whatever comes of the waiting. */
public final class ServerNotice {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int RECENT = 50;

    private final RefgateClient client;
    private final Promotions promotions;

    public ServerNotice(RefgateClient client, Promotions promotions) {
        this.client = client;
        this.promotions = promotions;
    }

    /**
     * Waits until the server reports the deployment's commit, or one that was deployed on top of it.
     *
     * @throws RemoteException when it has not within the time; the environment has moved nevertheless
     */
    public void await(Deployment deployment, Duration timeout) {
        inVain(deployment.environment(), deployment.commit(), timeout).ifPresent(why -> {
            throw new RemoteException(deployment.environment() + " has moved, but " + why);
        });
    }

    /**
     * Waits until the server reports for an environment what it has here, or what was deployed on top of it.
     *
     * @throws RemoteException when it has not within the time
     */
    public void await(String environment, CommitId commit, Duration timeout) {
        inVain(environment, commit, timeout).ifPresent(why -> {
            throw new RemoteException("environment: " + environment + ": " + why);
        });
    }

    /** Waits; says why it was in vain, if it was. */
    private Optional<String> inVain(String environment, CommitId commit, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        String seen;
        do {
            try {
                Optional<CommitId> reported = reported(environment);
                if (reported.filter(each -> includes(environment, each, commit)).isPresent()) {
                    return Optional.empty();
                }
                seen = reported.map(each -> "it reports " + each.abbreviated()).orElse("it reports no commit");
            } catch (RefgateException e) {
                seen = e.getMessage();
            }
        } while (System.nanoTime() < end && slept());
        return Optional.of(client.server() + " did not report commit " + commit.abbreviated() + " within "
                + timeout.toMillis() + " ms: " + seen);
    }

    private Optional<CommitId> reported(String environment) {
        return client.environments().stream()
                .filter(each -> each.name().equals(environment))
                .findFirst()
                .flatMap(EnvironmentAnswer::commit);
    }

    /** The commit itself, or one that somebody has deployed on top of it meanwhile. */
    private boolean includes(String environment, CommitId reported, CommitId commit) {
        if (reported.equals(commit)) {
            return true;
        }
        List<CommitId> newestFirst =
                promotions.deployments(environment, Optional.empty(), RECENT).deployments().stream()
                        .map(Deployment::commit)
                        .toList();
        int at = newestFirst.indexOf(reported);
        return at >= 0 && at < newestFirst.indexOf(commit);
    }

    private static boolean slept() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

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
        long end = System.nanoTime() + timeout.toNanos();
        String seen;
        do {
            try {
                Optional<CommitId> reported = reported(deployment.environment());
                if (reported.filter(commit -> includes(commit, deployment)).isPresent()) {
                    return;
                }
                seen = reported.map(commit -> "it reports " + commit.abbreviated())
                        .orElse("it reports no commit");
            } catch (RefgateException e) {
                seen = e.getMessage();
            }
        } while (System.nanoTime() < end && slept());
        throw new RemoteException(deployment.environment() + " has moved, but " + client.server()
                + " did not report commit " + deployment.commit().abbreviated() + " within " + timeout.toMillis()
                + " ms: " + seen);
    }

    private Optional<CommitId> reported(String environment) {
        return client.environments().stream()
                .filter(each -> each.name().equals(environment))
                .findFirst()
                .flatMap(EnvironmentAnswer::commit);
    }

    /** The commit itself, or one that somebody has deployed on top of it meanwhile. */
    private boolean includes(CommitId reported, Deployment deployment) {
        if (reported.equals(deployment.commit())) {
            return true;
        }
        List<CommitId> newestFirst =
                promotions.deployments(deployment.environment(), Optional.empty(), RECENT).deployments().stream()
                        .map(Deployment::commit)
                        .toList();
        int at = newestFirst.indexOf(reported);
        return at >= 0 && at < newestFirst.indexOf(deployment.commit());
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

package dev.refgate.server.cli;

import dev.refgate.Promotions;
import dev.refgate.client.EnvironmentAnswer;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.RefgateException;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.MoveResult;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Waits after a move until a server has noticed it. The move is done by then, whatever comes of the waiting. */
final class WaitOptions {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int RECENT = 50;

    @Option(
            names = "--wait",
            paramLabel = "URL",
            description = "After the move, wait until this server reports the new commit.")
    private @Nullable String address;

    @Option(
            names = "--wait-timeout",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long at most (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ofSeconds(60);

    /**
     * @return the command's exit code
     */
    int await(MoveResult result, KeyOptions key, Promotions promotions, Console console) throws IOException {
        if (address == null || result.deployment().isEmpty()) {
            return ExitCode.DONE;
        }
        return await(result.deployment().get(), key.client(address, console), promotions, console);
    }

    private int await(Deployment deployment, RefgateClient client, Promotions promotions, Console console) {
        long end = System.nanoTime() + timeout.toNanos();
        String seen;
        do {
            try {
                Optional<CommitId> reported = reported(client, deployment.environment());
                if (reported.filter(commit -> includes(commit, deployment, promotions))
                        .isPresent()) {
                    console.err().println(client.server() + " has it");
                    return ExitCode.DONE;
                }
                seen = reported.map(commit -> "it reports " + commit.abbreviated())
                        .orElse("it reports no commit");
            } catch (RefgateException e) {
                seen = e.getMessage();
            }
        } while (System.nanoTime() < end && slept());
        console.err()
                .println("refgate: " + deployment.environment() + " has moved, but " + client.server()
                        + " did not report commit " + deployment.commit().abbreviated() + " within "
                        + timeout.toMillis() + " ms: " + seen);
        return ExitCode.REMOTE;
    }

    private static Optional<CommitId> reported(RefgateClient client, String environment) {
        return client.environments().stream()
                .filter(each -> each.name().equals(environment))
                .findFirst()
                .flatMap(EnvironmentAnswer::commit);
    }

    /** The commit itself, or one that somebody has deployed on top of it meanwhile. */
    private static boolean includes(CommitId reported, Deployment deployment, Promotions promotions) {
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

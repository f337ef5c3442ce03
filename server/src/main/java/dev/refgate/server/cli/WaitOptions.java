package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.ServerNotice;
import dev.refgate.client.RefgateClient;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.MoveResult;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Waits after a move until a server has noticed it. The move is done by then, whatever comes of the waiting. */
final class WaitOptions {
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
        RefgateClient client = key.client(address, console);
        try {
            new ServerNotice(client, promotions).await(result.deployment().get(), timeout);
            console.err().println(client.server() + " has it");
            return ExitCode.DONE;
        } catch (RemoteException e) {
            console.err().println("refgate: " + e.getMessage());
            return ExitCode.REMOTE;
        }
    }
}

package dev.refgate.internal.forge;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.ForgeSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls to GitHub's REST API. Waits for limits as GitHub asks to, up to a bound; tries again what does no harm twice; and
 * says of everything else what is missing. Redirects are not followed: the token goes to nobody else.
 */
final class GitHubApi {
    private static final String VERSION = "2022-11-28";
    private static final int MOST_TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final ForgeSettings settings;
    private final JsonFormat json;
    private final Patience patience;
    private final GitHubFailures failures;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    GitHubApi(ForgeSettings settings, JsonFormat json, Patience patience) {
        this.settings = settings;
        this.json = json;
        this.patience = patience;
        this.failures = new GitHubFailures(settings, json);
    }

    /**
     * The answer to a call.
     *
     * @throws RemoteException when there is none, or it is a refusal
     */
    GitHubAnswer send(GitHubCall call) {
        Duration waited = Duration.ZERO;
        int tries = 0;
        while (true) {
            tries++;
            Optional<HttpResponse<byte[]>> response = attempt(call, call.repeatable() && tries < MOST_TRIES);
            if (response.isEmpty()) {
                pause(BETWEEN_TRIES);
                continue;
            }
            HttpResponse<byte[]> answer = response.get();
            if (answer.statusCode() / 100 == 2) {
                return read(answer);
            }
            Optional<Duration> limit = RateLimit.wait(answer, patience.clock());
            if (limit.isPresent()) {
                waited = waited.plus(limit.get());
                if (waited.compareTo(patience.limits()) > 0) {
                    throw failures.limited(limit.get());
                }
                pause(limit.get());
            } else if (answer.statusCode() / 100 == 5 && call.repeatable() && tries < MOST_TRIES) {
                pause(BETWEEN_TRIES);
            } else {
                throw failures.of(call, answer);
            }
        }
    }

    /** Empty when it did not come about and may be tried again. */
    private Optional<HttpResponse<byte[]>> attempt(GitHubCall call, boolean again) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request(call), BodyHandlers.ofByteArray());
        try {
            // The client's own timeout ends with the headers, and a body can stand still, too.
            return Optional.of(answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new RemoteException(
                    "forge: " + settings.api() + " did not answer within "
                            + patience.answer().toSeconds() + " s (try again, or check --forge-url and the network)",
                    e);
        } catch (ExecutionException e) {
            if (again && e.getCause() instanceof IOException) {
                return Optional.empty();
            }
            throw new RemoteException(
                    "forge: " + settings.api() + " cannot be reached: " + reason(e)
                            + " (check --forge-url and the network)",
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted(e);
        }
    }

    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private HttpRequest request(GitHubCall call) {
        String base = settings.api().toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", VERSION)
                .header("User-Agent", "refgate")
                .header("Authorization", "Bearer " + settings.token());
        return call.body()
                .map(body -> request.header("Content-Type", "application/json; charset=utf-8")
                        .method(call.method(), BodyPublishers.ofString(json.write(body), StandardCharsets.UTF_8)))
                .orElse(request)
                .build();
    }

    private GitHubAnswer read(HttpResponse<byte[]> response) {
        String from = settings.api().toString();
        try {
            return new GitHubAnswer(from, json.read(response.body()));
        } catch (InvalidArgumentException e) {
            throw new RemoteException(
                    "forge: " + from + " does not answer as GitHub's API does (expected JSON; check --forge-url)", e);
        }
    }

    private void pause(Duration duration) {
        try {
            patience.pause(duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RemoteException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RemoteException("forge: interrupted while waiting for an answer", e);
    }
}

package dev.refgate.action;

import dev.refgate.Refgate;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The identity of the job, as a token that the forge signs for one audience; jobs may ask with {@code id-token: write}. */
final class IdToken {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int OK = 200;

    private final Job job;

    IdToken(Job job) {
        this.job = job;
    }

    /**
     * @param audience whom the token is for
     * @throws InvalidArgumentException when the job may not ask
     * @throws RemoteException when there is no answer, or another one
     */
    String request(String audience) {
        String address = job.variable("ACTIONS_ID_TOKEN_REQUEST_URL").orElseThrow(IdToken::notAllowed);
        String token = job.variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN").orElseThrow(IdToken::notAllowed);
        URI uri = URI.create(address + (address.contains("?") ? "&" : "?") + "audience="
                + URLEncoder.encode(audience, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .build();
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        try {
            return value(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new RemoteException("id token: " + uri.getHost() + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("id token: interrupted while waiting for it", e);
        }
    }

    private static String value(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == OK
                && Refgate.json().read(answer.body()) instanceof Map<?, ?> map
                && map.get("value") instanceof String value) {
            return value;
        }
        throw new RemoteException("id token: " + answer.uri().getHost() + " answered " + answer.statusCode()
                + " (expected a token; try again later)");
    }

    private static InvalidArgumentException notAllowed() {
        return new InvalidArgumentException(
                "input oidc-audience: this job may not ask for an id token (expected permissions: id-token: write)");
    }
}

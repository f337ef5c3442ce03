package dev.refgate.client;

import dev.refgate.error.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests, again where that is right, and waits for answers no longer than it may. */
final class HttpCalls {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String server;
    private final Retries retries;
    private final Pauses pauses;
    private final HttpClient http;

    /** Waits between two requests. */
    @FunctionalInterface
    interface Pauses {
        void pause(Duration duration) throws InterruptedException;
    }

    HttpCalls(ClientOptions options) {
        this(options, duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos()));
    }

    HttpCalls(ClientOptions options, Pauses pauses) {
        this.server = options.server().toString();
        this.retries = new Retries(options.retries(), Clock.systemUTC());
        this.pauses = pauses;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    /**
     * @param again whether it may be sent again when the server answers that it did not take it
     * @throws RemoteException when there is no answer
     */
    HttpResponse<byte[]> send(HttpRequest request, Duration timeout, boolean again) {
        return send(request, BodyHandlers.ofByteArray(), timeout, again);
    }

    /**
     * The same for an answer that is read while it comes, which the timeout does not count for; to be closed.
     *
     * @throws RemoteException when no answer begins
     */
    HttpResponse<InputStream> open(HttpRequest request, Duration timeout) {
        return send(request, BodyHandlers.ofInputStream(), timeout, true);
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body, Duration timeout, boolean again) {
        for (int sent = 1; ; sent++) {
            boolean last = sent > retries.most();
            try {
                HttpResponse<T> response = sendOnce(request, body, timeout);
                if (last || !again || !Retries.suits(response.statusCode())) {
                    return response;
                }
                if (response.body() instanceof InputStream unread) {
                    unread.close();
                }
                pauses.pause(retries.pause(sent, Optional.of(response.headers())));
            } catch (ConnectException | HttpConnectTimeoutException e) {
                if (last) {
                    throw new RemoteException("no connection to " + server + ": " + reason(e), e);
                }
                pauseWithoutConnection(sent);
            } catch (IOException e) {
                throw new RemoteException(request.method() + " " + request.uri() + ": no answer: " + reason(e), e);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private void pauseWithoutConnection(int sent) {
        try {
            pauses.pause(retries.pause(sent, Optional.empty()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The request's own timeout ends with the headers of the answer; this one counts until all of it is there. */
    private <T> HttpResponse<T> sendOnce(HttpRequest request, BodyHandler<T> body, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("not within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(reason(e), e);
        } finally {
            answer.cancel(true);
        }
    }

    private RemoteException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RemoteException("interrupted while waiting for " + server, e);
    }

    private static String reason(Throwable thrown) {
        return Objects.requireNonNullElse(thrown.getMessage(), thrown.getClass().getSimpleName());
    }
}

package dev.refgate.benchmarks;

import dev.refgate.Refgate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server's routes for answers of any size. */
final class Api {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Api(int port) {
        this.port = port;
    }

    /** An answer as plain values. */
    Map<?, ?> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build(), 200);
    }

    /** Runs a workflow and says at which commit. */
    String revision(String workflow, String environment) throws IOException, InterruptedException {
        HttpRequest request = request("/v2/workflows/" + workflow + "/execute?environment=" + environment)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\":{\"name\":\"Ada\"}}"))
                .build();
        return String.valueOf(send(request, 200).get("revision_id"));
    }

    /** Says that something was pushed. */
    void hook() throws IOException, InterruptedException {
        HttpRequest request = request("/v1/hooks/git")
                .header("X-Gitlab-Token", Calls.KEY)
                .POST(BodyPublishers.ofString("{}"))
                .build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != 202) {
            throw new IOException("a hook was answered with " + answer.statusCode());
        }
    }

    static List<?> data(Map<?, ?> answer) {
        return answer.get("data") instanceof List<?> list ? list : List.of();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    private Map<?, ?> send(HttpRequest request, int expected) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() != expected || !(Refgate.json().read(answer.body()) instanceof Map<?, ?> values)) {
            throw new IOException(request.uri() + " was answered with " + answer.statusCode() + " "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return values;
    }
}

package dev.refgate.server.testing;

import dev.refgate.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Calls to a server, as its clients make them. */
public class HttpCalls {
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    HttpCalls(String address) {
        this.address = address;
    }

    /** Executes with these inputs. */
    public Answer execute(String workflow, String query, Map<String, ?> inputs) {
        return post("/v2/workflows/" + workflow + "/execute" + query, Json.write(Map.of("inputs", inputs)));
    }

    public Answer post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String path, byte[] body) {
        return postLater(path, body).join();
    }

    public CompletableFuture<Answer> postLater(String path, byte[] body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(HttpCalls::answer);
    }

    /** Executes with streaming; returns when the headers are there. */
    public EventReader stream(String workflow, String query, Map<String, ?> inputs) {
        String body = Json.write(Map.of("inputs", inputs, "streaming", true));
        return events(request("/v2/workflows/" + workflow + "/execute" + query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** Executes with an {@code Idempotency-Key}. */
    public CompletableFuture<Answer> executeOnce(String key, String workflow, String query, Map<String, ?> inputs) {
        return client.sendAsync(
                        execution(workflow, query, inputs, false)
                                .header("Idempotency-Key", key)
                                .build(),
                        BodyHandlers.ofByteArray())
                .thenApply(HttpCalls::answer);
    }

    /** A request to execute, to which headers can be added. */
    public HttpRequest.Builder execution(String workflow, String query, Map<String, ?> inputs, boolean streaming) {
        return request("/v2/workflows/" + workflow + "/execute" + query)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(Map.of("inputs", inputs, "streaming", streaming))));
    }

    public EventReader events(HttpRequest request) {
        try {
            return new EventReader(client.send(request, BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public Answer send(HttpRequest request) {
        try {
            return answer(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
    }

    /**
     * Sends these characters as they are, and returns all that comes back; the request has to end the connection. A server that does
     * not want the whole of a request may answer, and leave, before it is sent.
     */
    public String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", URI.create(address).getPort())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                socket.getInputStream().transferTo(answer);
            } catch (SocketException left) {
                rest(socket, answer);
            }
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What had arrived before the server left. */
    private static void rest(Socket socket, ByteArrayOutputStream answer) throws IOException {
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException left) {
            if (answer.size() == 0) {
                throw left;
            }
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}

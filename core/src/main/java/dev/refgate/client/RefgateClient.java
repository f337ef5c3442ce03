package dev.refgate.client;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Refgate server. Follows no redirects: the key goes to the address that it is for, and to no other. Safe for
 * use by many threads.
 */
public final class RefgateClient {
    private static final int SHOWN = 300;
    private static final int OK = 200;
    private static final int LONGEST_REFUSAL = 1 << 20;

    /** Servers break the silence of a stream every 15 seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(50);

    /** A move fetches, asks gates that run tests, and pushes. */
    private static final Duration MOVE_TIMEOUT = Duration.ofMinutes(15);

    private final ClientOptions options;
    private final JsonFormat json;
    private final HttpCalls calls;

    /** A page of a list. */
    public record Page<T>(List<T> items, Optional<String> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    public RefgateClient(ClientOptions options, JsonFormat json) {
        this(options, json, new HttpCalls(options));
    }

    RefgateClient(ClientOptions options, JsonFormat json, HttpCalls calls) {
        this.options = options;
        this.json = json;
        this.calls = calls;
    }

    /** Where it sends what it sends. */
    public String server() {
        return options.server().toString();
    }

    /**
     * Runs a workflow to its end. A run that fails is an answer.
     *
     * @throws ServerRefusedException when the server does not run it
     * @throws RemoteException when there is no answer; then nobody knows whether it ran, unless the message says that
     *     there was no connection
     */
    public ExecuteAnswer execute(ExecuteCall call) {
        return Answers.run(
                send("POST", path(call), body(call, false), call.timeout().orElse(options.timeout())));
    }

    /**
     * Runs a workflow, and tells of it as it goes. The timeout counts until the first event may come.
     *
     * @return to be closed
     * @throws ServerRefusedException when the server does not run it
     * @throws RemoteException when there is no answer; then nobody knows whether it runs, unless the message says
     *     that there was no connection
     */
    public RunStream stream(ExecuteCall call) {
        HttpRequest request = request("POST", path(call), body(call, true)).build();
        HttpResponse<InputStream> response = open(request, call.timeout().orElse(options.timeout()));
        String run = response.headers()
                .firstValue("Refgate-Run-Id")
                .orElseThrow(() -> Answer.unexpected(named(request), "the answer names no run"));
        return new RunStream(run, reader(request, response), options.retries(), last -> rest(run, last));
    }

    private EventReader rest(String run, String last) {
        HttpRequest.Builder request = request("GET", "/v2/runs/" + encode(run) + "/events", null);
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        HttpRequest made = request.build();
        return reader(made, open(made, options.timeout()));
    }

    private EventReader reader(HttpRequest request, HttpResponse<InputStream> response) {
        return new EventReader(named(request), response.body(), json, SILENCE);
    }

    private HttpResponse<InputStream> open(HttpRequest request, Duration timeout) {
        HttpResponse<InputStream> response = calls.open(request, timeout);
        if (response.statusCode() == OK) {
            return response;
        }
        try (InputStream body = response.body()) {
            throw new ServerRefusedException(
                    named(request), response.statusCode(), detail(body.readNBytes(LONGEST_REFUSAL)));
        } catch (IOException e) {
            throw new RemoteException(named(request) + ": the answer " + response.statusCode() + " broke off", e);
        }
    }

    private static String path(ExecuteCall call) {
        List<String> query = new ArrayList<>();
        call.environment().ifPresent(name -> query.add("environment=" + encode(name)));
        call.revision().ifPresent(name -> query.add("revision_id=" + encode(name)));
        return "/v2/workflows/" + call.workflow() + "/execute" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private byte[] body(ExecuteCall call, boolean streaming) {
        return json.write(Map.of("inputs", call.inputs(), "streaming", streaming))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** All environments, in the order of refgate.yml. */
    public List<EnvironmentAnswer> environments() {
        return get("/v2/environments").children("data").stream()
                .map(Answers::environment)
                .toList();
    }

    /**
     * The workflows that an environment has, sorted by id.
     *
     * @param environment empty for what the source branch has
     * @param cursor of the page before; empty for the first
     */
    public Page<WorkflowAnswer> workflows(Optional<String> environment, Optional<String> cursor) {
        List<String> query = new ArrayList<>();
        environment.ifPresent(name -> query.add("environment=" + encode(name)));
        cursor.ifPresent(after -> query.add("start_at=" + encode(after)));
        Answer answer = get("/v2/workflows" + (query.isEmpty() ? "" : "?" + String.join("&", query)));
        return new Page<>(
                answer.children("data").stream().map(Answers::workflow).toList(), answer.findText("next_cursor"));
    }

    /**
     * Has an environment moved by the server, in the name of whom the key belongs to. Never sent twice: what became of a push may
     * not be known, and a second rollback goes one step further back.
     *
     * @param action {@code promote} or {@code rollback}
     * @param wanted what, with the keys of the route's body
     * @throws ServerRefusedException when it does not: 412 for a gate, 425 for one that may open by itself, 409 for a lost race
     * @throws RemoteException when there is no answer; then nobody knows whether it moved
     */
    public MoveAnswer move(String environment, String action, Map<String, ?> wanted) {
        String path = "/v2/environments/" + encode(environment) + "/" + action;
        byte[] body = json.write(wanted).getBytes(StandardCharsets.UTF_8);
        return Answers.move(send("POST", path, body, MOVE_TIMEOUT, false).child("data"));
    }

    private Answer get(String path) {
        return send("GET", path, null, options.timeout());
    }

    private Answer send(String method, String path, byte @Nullable [] body, Duration timeout) {
        return send(method, path, body, timeout, true);
    }

    private Answer send(String method, String path, byte @Nullable [] body, Duration timeout, boolean again) {
        HttpRequest request =
                request(method, path, body).header("Accept", "application/json").build();
        HttpResponse<byte[]> response = calls.send(request, timeout, again);
        String named = named(request);
        if (response.statusCode() != OK) {
            throw new ServerRefusedException(named, response.statusCode(), detail(response.body()));
        }
        try {
            return Answer.of(named, json.read(response.body()));
        } catch (InvalidArgumentException e) {
            throw Answer.unexpected(named, "the answer is no JSON");
        }
    }

    private HttpRequest.Builder request(String method, String path, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(options.at(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        options.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    private static String named(HttpRequest request) {
        return request.method() + " " + request.uri();
    }

    /** What {@code {"detail": …}} says; of other bodies, their beginning. */
    private String detail(byte[] body) {
        try {
            if (json.read(body) instanceof Map<?, ?> map && map.get("detail") != null) {
                return map.get("detail") instanceof String text ? text : Answers.details(map.get("detail"));
            }
        } catch (InvalidArgumentException e) {
            // A proxy may have answered; what it says is shown as it is.
            return new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
        }
        return new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

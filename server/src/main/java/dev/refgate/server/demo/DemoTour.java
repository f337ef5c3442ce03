package dev.refgate.server.demo;

import dev.refgate.error.RepositoryException;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** Shows the demo: asks the server over HTTP, like any other program, and prints what it says. */
public final class DemoTour {
    private static final List<String> ENVIRONMENTS = List.of("development", "staging", "production");

    private final DemoRepository repository;
    private final String address;
    private final PrintStream out;

    /**
     * @param address where the server is, such as {@code http://127.0.0.1:8080}
     */
    public DemoTour(DemoRepository repository, String address, PrintStream out) {
        this.repository = repository;
        this.address = address;
        this.out = out;
    }

    /** Prints the history, and what each environment answers to the same ticket. */
    public void show() {
        out.println("A workflow repository with a history: " + repository.folder());
        int number = 0;
        for (DemoRepository.Made revision : repository.revisions()) {
            out.printf("  r%d  %s  %s%n", ++number, revision.commit().abbreviated(), revision.subject());
        }
        out.println();
        out.println("Served at " + address + ". The same ticket, sent to each environment:");
        ENVIRONMENTS.forEach(this::execute);
        out.println();
    }

    /** Prints what to try next. */
    public void showCommands() {
        String earlier = repository.revisions().get(1).commit().hex();
        out.print("""
                Try, from another terminal:

                  curl -s -X POST "%1$s/v2/workflows/%2$s/execute?environment=production" \\
                    -H 'Content-Type: application/json' \\
                    -d '{"inputs": %3$s}'

                  curl -s %1$s/v2/environments
                  git -C %4$s log --oneline --graph --all

                Move production to an earlier revision, then send the ticket again:

                  git -C %4$s update-ref refs/heads/env/production %5$s

                Ctrl-C ends the demo and removes the folder.
                """.formatted(address, DemoRepository.WORKFLOW, inputs(), repository.folder(), earlier));
        out.flush();
    }

    private static String inputs() {
        return DemoRepository.sampleInputs().strip();
    }

    private void execute(String environment) {
        Map<?, ?> answer = post(environment);
        out.printf(
                "%n  %-12s %s: %s in %s ms%n",
                environment,
                String.valueOf(answer.get("revision_id")).substring(0, 12),
                answer.get("status"),
                answer.get("duration_ms"));
        if (answer.get("outputs") instanceof Map<?, ?> outputs) {
            outputs.forEach((key, value) -> out.printf("    %-12s %s%n", key, text(value)));
        }
    }

    private Map<?, ?> post(String environment) {
        URI uri = URI.create(
                address + "/v2/workflows/" + DemoRepository.WORKFLOW + "/execute?environment=" + environment);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\": " + DemoRepository.sampleInputs() + "}"))
                .build();
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() == 200 && Json.read(response.body()) instanceof Map<?, ?> answer) {
            return answer;
        }
        throw new RepositoryException("the demo's server answered " + response.statusCode() + " to " + uri);
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted before the answer came"));
        }
    }

    private static String text(Object value) {
        return value instanceof String text ? text : Json.write(value);
    }
}

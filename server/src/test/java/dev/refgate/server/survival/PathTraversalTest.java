package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way out of a folder, in every parameter of every route that the API's own description has. */
@Timeout(180)
class PathTraversalTest {
    private static final String SECRET = "what-nobody-may-read";
    private static final List<String> WAYS_OUT = List.of(
            "..",
            "../secret",
            "../../secret",
            "../../../../../../../../../../etc/passwd",
            "..%2fsecret",
            "..%2F..%2Fsecret",
            "%2e%2e%2fsecret",
            "%2e%2e/%2e%2e/secret",
            "%252e%252e%252fsecret",
            "..%5csecret",
            "..%c0%afsecret",
            "..%00/secret",
            "hello%2f..%2f..%2fsecret",
            "hello/../../secret",
            "%2fetc%2fpasswd",
            "/etc/passwd",
            "file:%2f%2f%2fetc%2fpasswd",
            "..;/secret",
            "refs%2fheads%2f..%2f..%2fsecret",
            "HEAD:..%2fsecret",
            "~root",
            "-exec");

    @TempDir
    private static Path folder;

    private static Path repository;
    private static TestServer server;

    @BeforeAll
    static void serve() throws IOException {
        repository = folder.resolve("repository");
        PlainGit git = Samples.hello(repository);
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(repository.resolve("secret"), SECRET);
        Files.writeString(repository.resolve(".git/secret"), SECRET);
        server = TestServer.serve(git.folder(), Map.of(), Files.createDirectory(folder.resolve("data")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void noParameterLeavesItsFolder() throws IOException {
        List<String> before = files();
        List<String> harm = new ArrayList<>();
        int sent = 0;
        Map<?, ?> paths = (Map<?, ?>) server.get("/openapi.json").at("paths");
        for (Map.Entry<?, ?> path : paths.entrySet()) {
            for (Map.Entry<?, ?> operation : ((Map<?, ?>) path.getValue()).entrySet()) {
                String method = operation.getKey().toString().toUpperCase(Locale.ROOT);
                for (String target : targets(path.getKey().toString(), (Map<?, ?>) operation.getValue())) {
                    sent++;
                    String answer = send(method, target);
                    if (isHarm(answer)) {
                        harm.add(method + " " + target + "\n" + answer);
                    }
                }
            }
        }

        assertThat(sent).isGreaterThan(500);
        assertThat(harm).isEmpty();
        assertThat(files()).as("what is outside of .git and of the data").isEqualTo(before);
    }

    /** Each parameter in turn has a way out, the others have what is right. */
    private static List<String> targets(String path, Map<?, ?> operation) {
        List<String> targets = new ArrayList<>();
        for (Object each : operation.get("parameters") instanceof List<?> list ? list : List.of()) {
            Map<?, ?> parameter = (Map<?, ?>) each;
            String name = parameter.get("name").toString();
            for (String out : WAYS_OUT) {
                switch (parameter.get("in").toString()) {
                    case "path" -> targets.add(filled(path.replace("{" + name + "}", out)));
                    case "query" -> targets.add(filled(path) + "?" + name + "=" + out.replace("/", "%2f"));
                    default -> {}
                }
            }
        }
        return targets;
    }

    private static String filled(String path) {
        return path.replace("{workflow_id}", "hello")
                .replace("{environment}", "production")
                .replaceAll("\\{[a-z_]+}", "x");
    }

    private static String send(String method, String target) {
        String body = method.equals("POST") || method.equals("PUT") ? "{}" : "";
        return server.raw(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    private static boolean isHarm(String answer) {
        return !answer.matches("(?s)HTTP/1\\.1 [234].*") || answer.contains(SECRET) || answer.contains("root:");
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(repository.resolve(".git")))
                    .filter(file -> !file.startsWith(folder.resolve("data")))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}

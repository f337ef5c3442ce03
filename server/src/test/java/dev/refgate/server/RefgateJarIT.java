package dev.refgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Samples;
import dev.refgate.testing.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar that people download, as a process of its own. */
@Timeout(120)
class RefgateJarIT {
    private static final Path JAR = Path.of("target/refgate.jar");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"serve", "run", "validate", "status", "init", "demo"})
    void everyCommandExplainsItself(String command) throws Exception {
        Result help = run(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.output()).startsWith("Usage: refgate " + command);
    }

    @Test
    void theVersionIsTheManifests() throws Exception {
        assertThat(run("--version").output()).matches("refgate [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
    }

    /** As somebody types it who stands beside the repository. */
    @Test
    void aRepositorysNameMayLookLikeAWorkflows() throws Exception {
        Path workflow = Files.createDirectories(folder.resolve("flows/workflows/hello/tests"));
        Files.writeString(folder.resolve("flows/refgate.yml"), Samples.POLICY);
        Files.writeString(workflow.resolveSibling("workflow.yml"), Samples.workflow("Hello"));
        Files.writeString(
                workflow.resolve("all.yml"), "tests: [{ name: one, expect: { outputs: { answer: Hello World } } }]\n");
        List<String> command = Jvm.command("-jar", JAR.toAbsolutePath().toString(), "test", "flows");

        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("1 test passed");
    }

    @Test
    void theDemoRunsFromTheJarAndEnds() throws Exception {
        Result demo = run("demo", "--once", "--port", "0");

        assertThat(demo.code()).isZero();
        assertThat(demo.output())
                .contains("billing-support", "sla_minutes", "first_reply")
                .doesNotContain("Exception", "WARN");
        assertThat(left(folder)).isEmpty();
    }

    @Test
    void theDemoGoesOnServingUntilItIsToldToEnd() throws Exception {
        Process demo = start("demo", "--port", "0");
        BufferedReader output = reader(demo);
        String text = readUntil(output, "Ctrl-C ends");
        String address = find(ADDRESS, text);
        String command = find(Pattern.compile("git -C \\S+ update-ref refs/heads/env/production [0-9a-f]{40}"), text);

        String before = execute(address, "support-triage", Files.readString(example()));
        assertThat(new ProcessBuilder(command.split(" ")).start().waitFor()).isZero();
        String after = execute(address, "support-triage", Files.readString(example()));
        demo.destroy();

        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(before).contains("\"routed_to\":\"billing-support\"");
        assertThat(after).contains("\"routed_to\":\"support\"");
        assertThat(left(folder)).isEmpty();
    }

    @Test
    void servingEndsWithZeroOnSigterm() throws Exception {
        Path repository = Samples.hello(folder.resolve("repository")).folder();
        Process serve = start("serve", "--repository", repository.toString(), "--port", "0", "--no-auth");
        String address = find(ADDRESS, readUntil(reader(serve), "Content-Type"));

        String answer = execute(address, "hello", "{}");
        serve.destroy();

        assertThat(answer).contains("\"Hello World\"");
        assertThat(serve.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(serve.exitValue()).isZero();
    }

    private static Path example() {
        return Samples.SUPPORT_TRIAGE.resolve("workflows/support-triage/inputs/default.json");
    }

    private static String execute(String address, String workflow, String inputs) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address + "/v2/workflows/" + workflow + "/execute?environment=production"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"inputs\": " + inputs + "}"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private Result run(String... arguments) throws Exception {
        Process process = start(arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** Temporary files go to this test's folder, so that it sees what is left. */
    private Process start(String... arguments) throws IOException {
        Files.createDirectories(temporary(folder));
        List<String> command = Jvm.command("-Djava.io.tmpdir=" + temporary(folder), "-jar", JAR.toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Path temporary(Path folder) {
        return folder.resolve("tmp");
    }

    private static List<Path> left(Path folder) throws IOException {
        try (var paths = Files.list(temporary(folder))) {
            return paths.filter(path -> path.getFileName().toString().startsWith("refgate"))
                    .toList();
        }
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String readUntil(BufferedReader output, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = output.readLine();
        while (line != null) {
            text.append(line).append('\n');
            if (line.contains(wanted)) {
                return text.toString();
            }
            line = output.readLine();
        }
        throw new AssertionError("the program ended before it said " + wanted + ": " + text);
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group();
    }

    private record Result(int code, String output) {}
}

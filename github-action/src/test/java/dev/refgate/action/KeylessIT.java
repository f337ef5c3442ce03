package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.action.Bench.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job without any key: its identity token, the server from its jar, and what stands in the repository afterwards. */
@Timeout(300)
class KeylessIT {
    private static final String AUDIENCE = "https://refgate.example.com";
    private static final String WHO = "github:acme/flows@refs/heads/main (run 42)";

    @TempDir
    private Path folder;

    private Bench bench;
    private JobIssuer issuer;
    private Process process;
    private String server;

    @BeforeEach
    void serve() throws IOException {
        bench = new Bench(folder);
        issuer = new JobIssuer();
        issuer.open(bench);
        Path trust = Files.writeString(folder.resolve("trust.yml"), """
                version: 1
                issuers:
                  - issuer: %s
                    name: github
                    allow_http: true
                    audience: %s
                    grants:
                      - claims: { repository: acme/flows, ref: refs/heads/main }
                        scopes: [promote:staging, execute:staging]
                      - claims:
                          repository: acme/flows
                          environment: production
                          job_workflow_ref: acme/flows/.github/workflows/keyless.yml@refs/heads/main
                        scopes: [promote:production, execute:production]
                """.formatted(issuer.address(), AUDIENCE));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("../server/target/refgate.jar").toString(),
                        "serve",
                        "--repository",
                        bench.remote().folder().toString(),
                        "--port",
                        "0",
                        "--trust",
                        trust.toString())
                .redirectErrorStream(true)
                .start();
        server = address();
    }

    private String address() {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher address =
                        Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+").matcher(line);
                if (address.find() && !address.group().equals(issuer.address())) {
                    Thread reader = new Thread(() -> output.lines().forEach(more -> {}), "test");
                    reader.setDaemon(true);
                    reader.start();
                    return address.group();
                }
                text.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the server ended: " + text);
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        issuer.close();
        bench.close();
    }

    private Use use(String command, String environment, String... more) {
        List<String> inputs = new ArrayList<>(List.of(
                "command",
                command,
                command.equals("promote") ? "to" : "environment",
                environment,
                "server",
                server,
                "oidc-audience",
                AUDIENCE));
        inputs.addAll(List.of(more));
        return bench.use(inputs.toArray(String[]::new));
    }

    private String trailer(String environment) throws IOException, InterruptedException {
        Process git = new ProcessBuilder(
                        "sh", "-c", "git log -1 --format=%B env/" + environment + " | git interpret-trailers --parse")
                .directory(bench.remote().folder().toFile())
                .start();
        String trailers = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        return trailers.lines()
                .filter(line -> line.startsWith("Actor: "))
                .findFirst()
                .orElse(trailers);
    }

    @Test
    void aJobPromotesTestsAndRollsBackUnderItsVerifiedIdentity() throws Exception {
        Use staging = use("promote", "staging", "on-server", "true", "reason", "First");
        assertThat(staging.code()).as(staging.log()).isZero();
        assertThat(staging.outputs())
                .containsEntry("verdict", "deployed")
                .containsEntry("changed-workflows", "[\"hello\"]")
                .containsEntry("revision", bench.remote().git("rev-parse", "env/staging"));
        assertThat(trailer("staging")).contains(WHO).contains("verified").doesNotContain("octocat");

        Use smoke = use("smoke", "staging");
        assertThat(smoke.code()).as(smoke.log()).isZero();

        Use production = use("promote", "production", "on-server", "true");
        assertThat(production.code()).as(production.log()).isZero();
        assertThat(trailer("production")).contains(WHO);
        bench.change("Bonjour");
        use("promote", "staging", "on-server", "true");

        Use back = use("rollback", "staging", "on-server", "true", "reason", "It was wrong");
        assertThat(back.code()).as(back.log()).isZero();
        assertThat(trailer("staging")).contains(WHO);
        assertThat(bench.remote().git("diff", "env/staging", "env/production")).isEmpty();
    }

    @Test
    void aSecondPromotionOfTheSameHasNothingToDo() {
        use("promote", "staging", "on-server", "true");

        Use again = use("promote", "staging", "on-server", "true");

        assertThat(again.code()).as(again.log()).isZero();
        assertThat(again.outputs()).containsEntry("verdict", "nothing-to-do");
    }

    @Test
    void whatTheServerRefusesMovesNothingAndSaysWhy() {
        Use unknown = use("promote", "development", "on-server", "true");
        Use foreign = bench.use(
                "command", "promote", "to", "staging", "server", server, "on-server", "true", "oidc-audience", "other");
        Use named = use("promote", "staging", "on-server", "true", "actor", "Mallory");

        assertThat(unknown.code()).as(unknown.log()).isEqualTo(6);
        assertThat(unknown.log()).contains("promote:development");
        assertThat(foreign.code()).as(foreign.log()).isEqualTo(6);
        assertThat(foreign.log()).contains("another audience (expected " + AUDIENCE + ")");
        assertThat(named.code()).as(named.log()).isEqualTo(64);
        assertThat(bench.remote().git("for-each-ref", "refs/heads/env")).isEmpty();
    }
}

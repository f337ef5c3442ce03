package dev.refgate.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.action.StepRunner.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The action's own steps under bash, with the jar as it is released, on a bare remote and a real server. */
@Timeout(300)
class ActionStepsIT {
    private static final Path JAR = Path.of("target/refgate-action.jar").toAbsolutePath();
    private static final Path SERVER = Path.of("../server/target/refgate.jar").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench(folder.resolve("bench"));
        Files.createDirectories(folder.resolve("temp"));
        bench.variable("PATH", System.getenv("PATH"))
                .variable("HOME", folder.toString())
                .variable("RUNNER_TEMP", folder.resolve("temp").toString())
                .variable("RUNNER_TOOL_CACHE", folder.resolve("tools").toString())
                .variable("JAVA_HOME", JAVA_HOME.toString());
    }

    @AfterEach
    void close() {
        assertThat(bench.github().violations()).isEmpty();
        bench.close();
    }

    private Result use(Path action, String... inputs) throws Exception {
        Map<String, String> with = new LinkedHashMap<>();
        for (int i = 0; i < inputs.length; i += 2) {
            with.put(inputs[i], inputs[i + 1]);
        }
        Map<String, Map<String, String>> used = Map.of("actions/setup-java@v4", Map.of("path", JAVA_HOME.toString()));
        return new StepRunner(folder, action, bench.job(), used).use(with);
    }

    /** A copy of the action whose release is pinned. */
    private Path released(String digest) throws IOException {
        Path action = folder.resolve("released");
        Files.createDirectories(action.resolve("steps"));
        Files.copy(Path.of("action.yml"), action.resolve("action.yml"));
        try (var scripts = Files.list(Path.of("steps"))) {
            for (Path script : scripts.toList()) {
                Files.copy(script, action.resolve("steps").resolve(script.getFileName()));
            }
        }
        Files.writeString(action.resolve("release.properties"), "version=9.9.9\nsha256=" + digest + "\n");
        Path releases = Files.createDirectories(folder.resolve("releases/v9.9.9"));
        Files.copy(JAR, releases.resolve("refgate-action.jar"));
        bench.variable("REFGATE_RELEASES", folder.resolve("releases").toUri().toString());
        return action;
    }

    private static String digest(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void thePinnedReleaseIsFetchedOnceAndRun() throws Exception {
        Path action = released(digest(JAR));

        Result first = use(action, "command", "validate");
        Result second = use(action, "command", "test");

        assertThat(first.code()).as(first.log()).isZero();
        assertThat(first.outputs()).containsEntry("verdict", "passed").containsEntry("exit-code", "0");
        assertThat(first.ran())
                .containsExactly("Find Java", "Choose the program", "Keep the program", "Get the program", "Run");
        assertThat(second.code()).as(second.log()).isZero();
        assertThat(second.ran()).containsExactly("Find Java", "Choose the program", "Run");
    }

    @Test
    void aReleaseThatIsNotTheOneThatIsPinnedIsNotRun() throws Exception {
        Result result = use(released("0".repeat(64)), "command", "validate");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.ran()).doesNotContain("Run");
        assertThat(result.log())
                .contains("::error title=refgate::refgate-action.jar 9.9.9 is not the one that this action pins");
        assertThat(folder.resolve("tools")).isDirectoryNotContaining("glob:**.jar");
    }

    @Test
    void withoutAJavaThatIsNewEnoughOneIsSetUp() throws Exception {
        Path old = folder.resolve("old/bin/java");
        executable(old, "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : new String[] {"bash", "grep", "sort", "git", "env", "dirname"}) {
            executable(programs.resolve(program), "#!/bin/sh\nexec " + which(program) + " \"$@\"\n");
        }
        bench.variable("PATH", programs.toString())
                .variable("JAVA_HOME", folder.resolve("old").toString())
                .variable("JAVA_HOME_8_X64", folder.resolve("old").toString());

        Result setUp = use(Path.of("").toAbsolutePath(), "command", "validate", "jar", JAR.toString());
        bench.variable("JAVA_HOME_17_X64", JAVA_HOME.toString());
        Result found = use(Path.of("").toAbsolutePath(), "command", "validate", "jar", JAR.toString());

        assertThat(setUp.code()).as(setUp.log()).isZero();
        assertThat(setUp.ran()).containsExactly("Find Java", "Set up Java", "Choose the program", "Run");
        assertThat(found.code()).as(found.log()).isZero();
        assertThat(found.ran()).doesNotContain("Set up Java");
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String program) {
        for (String place : System.getenv("PATH").split(":")) {
            Path file = Path.of(place, program);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new AssertionError(program + " is not on the path");
    }

    @Test
    void anEnvironmentMovesAndTheServerFollows() throws Exception {
        String reason =
                "$(touch " + folder + "/pwned)`touch " + folder + "/pwned`\"; touch " + folder + "/pwned; '\nverdict=x";
        Path action = Path.of("").toAbsolutePath();
        Process server = new ProcessBuilder(
                        JAVA_HOME.resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        SERVER.toString(),
                        "serve",
                        "--repository",
                        bench.remote().folder().toString(),
                        "--no-auth",
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try {
            String address = address(server);

            Result promoted = use(
                    action,
                    "command",
                    "promote",
                    "to",
                    "staging",
                    "wait",
                    address,
                    "reason",
                    reason,
                    "jar",
                    JAR.toString());
            Result smoked =
                    use(action, "command", "smoke", "environment", "staging", "server", address, "jar", JAR.toString());

            assertThat(promoted.code()).as(promoted.log()).isZero();
            assertThat(promoted.outputs())
                    .containsEntry("verdict", "deployed")
                    .containsEntry("revision", bench.remote().git("rev-parse", "env/staging"));
            assertThat(bench.github().deployments())
                    .extracting(each -> each.get("state"))
                    .endsWith("in_progress", "success");
            assertThat(smoked.code()).as(smoked.log()).isZero();
            assertThat(folder.resolve("pwned")).doesNotExist();
            assertThat(RunnerFiles.read(folder.resolve("summary.md")))
                    .contains("### 🚀 promote", "### ✅ smoke: 1 test passed");
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static String address(Process server) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+").matcher(line);
            if (address.find()) {
                return address.group();
            }
        }
        throw new AssertionError("the server ended before it said where it listens");
    }
}

package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.testing.ContainerImage;
import dev.refgate.testing.RequiresDocker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The command line on a Git server: HTTP with a token, SSH with a key and a known host; and what it refuses. */
@RequiresDocker(image = "debian:bookworm-slim")
final class RemoteContainerIT {
    private static final String TOKEN = "t0ken-of-the-server";
    private static final int RACERS = 8;
    private static final String PASSPHRASE = "open sesame";
    private static final Path RECIPE = Path.of("src/test/container/remote");

    private static final ContainerImage IMAGE = new ContainerImage("refgate-remote-it", RECIPE.resolve("Dockerfile"))
            .with("lighttpd.conf", RECIPE.resolve("lighttpd.conf"))
            .with("start.sh", RECIPE.resolve("start.sh"));

    private final GenericContainer<?> server = new GenericContainer<>(IMAGE)
            .withEnv("GIT_TOKEN", TOKEN)
            .withEnv("KEY_PASSPHRASE", PASSPHRASE)
            .withExposedPorts(22, 8080)
            .waitingFor(Wait.forSuccessfulCommand("curl -sS -o /dev/null http://127.0.0.1:8080/"))
            .withStartupTimeout(Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        Path agent = Files.createDirectory(folder.resolve("agent"));
        server.withEnv("AGENT_USER", Files.getAttribute(agent, "unix:uid").toString())
                .withFileSystemBind(agent.toString(), "/agent", BindMode.READ_WRITE)
                .start();
        variables.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private String http() {
        return "http://127.0.0.1:" + server.getMappedPort(8080) + "/git/workflows.git";
    }

    private String ssh() {
        return "ssh://git@127.0.0.1:" + server.getMappedPort(22) + "/srv/git/workflows.git";
    }

    private Cmd refgate(String url, String... command) {
        return refgate(variables, url, command);
    }

    private static Cmd refgate(Map<String, String> variables, String url, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--repository", url));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.execute(
                arguments.toArray(String[]::new),
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        variables));
        return new Cmd(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Cmd done(Cmd cmd) {
        assertThat(cmd.code()).as(cmd.err() + cmd.out()).isZero();
        return cmd;
    }

    private String git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid=git", "--regid=git", "--init-groups", "env", "HOME=/home/git"));
        command.addAll(List.of("git", "-C", "/srv/git/workflows.git"));
        command.addAll(List.of(arguments));
        ExecResult result = server.execInContainer(command.toArray(String[]::new));
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return result.getStdout().strip();
    }

    private Path key(String name) throws IOException {
        Path file = folder.resolve(name);
        server.copyFileFromContainer("/keys/" + name, file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private void knownHost(String publicKeyFile) throws Exception {
        String[] key = server.execInContainer("cat", publicKeyFile).getStdout().split(" ");
        Path file = folder.resolve("known_hosts");
        Files.writeString(file, "[127.0.0.1]:" + server.getMappedPort(22) + " " + key[0] + " " + key[1].strip() + "\n");
        variables.put("REFGATE_SSH_KNOWN_HOSTS", file.toString());
    }

    private void assertGoesToProductionAndBack(String url) throws Exception {
        done(refgate(url, "promote", "--to", "staging", "--actor", "Ada <ada@example.com>"));
        done(refgate(url, "promote", "--to", "production"));
        done(refgate(url, "name", "hello", "r1", "The first"));
        assertThat(done(refgate(url, "deployments", "staging")).out()).contains("Ada (claimed)");

        assertThat(git("log", "--first-parent", "--format=%an %s", "-1", "env/staging"))
                .isEqualTo("Ada Promote hello to staging");
        assertThat(git("tag", "--list")).startsWith("deployments/production/1\nproduction\nrevisions/hello/");
        assertThat(git("cat-file", "-t", "production")).isEqualTo("tag");
        assertThat(git("fsck", "--strict")).isEmpty();
    }

    @Test
    void httpWithAToken() throws Exception {
        variables.put("REFGATE_REMOTE_TOKEN", TOKEN);
        assertGoesToProductionAndBack(http());

        variables.put("REFGATE_REMOTE_TOKEN", "not-this-one");
        Cmd wrong = refgate(http(), "status");
        variables.remove("REFGATE_REMOTE_TOKEN");
        Cmd none = refgate(http(), "status");

        assertThat(List.of(wrong.code(), none.code())).containsOnly(6);
        assertThat(wrong.err()).contains("401", "REFGATE_REMOTE_TOKEN").doesNotContain("not-this-one");
        assertThat(none.err()).contains("401", "REFGATE_REMOTE_TOKEN");
    }

    @Test
    void sshWithAKeyToAKnownHost() throws Exception {
        knownHost("/etc/ssh/ssh_host_ed25519_key.pub");
        variables.put("REFGATE_SSH_KEY", key("right").toString());
        assertGoesToProductionAndBack(ssh());

        variables.put("REFGATE_SSH_KEY", key("locked").toString());
        Cmd withoutPassphrase = refgate(ssh(), "status");
        variables.put("REFGATE_SSH_PASSPHRASE", PASSPHRASE);
        done(refgate(ssh(), "status"));
        variables.put("REFGATE_SSH_KEY", key("wrong").toString());
        Cmd wrong = refgate(ssh(), "status");
        variables.put("REFGATE_SSH_KEY", folder.resolve("nowhere").toString());
        Cmd missing = refgate(ssh(), "status");

        assertThat(List.of(withoutPassphrase.code(), wrong.code(), missing.code()))
                .containsOnly(6);
        assertThat(wrong.err()).contains("none of the keys was accepted", "REFGATE_SSH_KEY");
        assertThat(missing.err()).contains("REFGATE_SSH_KEY", "nowhere");
        assertThat(withoutPassphrase.err()).doesNotContain(PASSPHRASE);
    }

    @Test
    void sshWithTheKeysOfAnAgent() throws Exception {
        knownHost("/etc/ssh/ssh_host_ed25519_key.pub");
        variables.put("SSH_AUTH_SOCK", folder.resolve("agent/socket").toString());
        done(refgate(ssh(), "promote", "--to", "staging"));
        assertThat(git("rev-parse", "env/staging:workflows")).isEqualTo(git("rev-parse", "main:workflows"));

        server.execInContainer("env", "SSH_AUTH_SOCK=/agent/socket", "ssh-add", "-q", "-D");
        Cmd empty = refgate(ssh(), "status");

        assertThat(empty.code()).isEqualTo(6);
        assertThat(empty.err()).contains("none of the keys was accepted", "load one into the agent");
    }

    @Test
    void httpWithACredentialHelper() throws Exception {
        Path stored = folder.resolve("stored");
        Files.writeString(stored, http().replace("//", "//x-access-token:" + TOKEN + "@") + "\n");
        Path config = folder.resolve("gitconfig");
        Files.writeString(config, "[credential]\n\thelper = store --file=" + stored + "\n\tuseHttpPath = true\n");
        Map<String, String> helped =
                Map.of("GIT_CONFIG_GLOBAL", config.toString(), "REFGATE_REMOTE_CREDENTIAL_HELPER", "true");

        try (CommandProcess process = CommandProcess.start(folder.resolve("cache"), helped)) {
            process.begin("promote", "--to", "staging", "--repository", http());
            done(process.end());
            Files.writeString(stored, "");
            process.begin("status", "--repository", http());
            Cmd unknown = process.end();

            assertThat(unknown.code()).isEqualTo(6);
            assertThat(unknown.err()).contains("401", "REFGATE_REMOTE_TOKEN");
        }
        assertThat(git("rev-parse", "env/staging:workflows")).isEqualTo(git("rev-parse", "main:workflows"));
    }

    /** Machines that know nothing of each other promote a workflow each, half of them over HTTP and half over SSH. */
    @Test
    void racesOverBothProtocols() throws Exception {
        knownHost("/etc/ssh/ssh_host_ed25519_key.pub");
        variables.put("REFGATE_SSH_KEY", key("right").toString());
        variables.put("REFGATE_REMOTE_TOKEN", TOKEN);
        ExecResult added =
                server.execInContainer("setpriv", "--reuid=git", "--regid=git", "--init-groups", "bash", "-euc", """
                cd /tmp/seed
                for i in $(seq 0 7); do cp -r workflows/hello workflows/hello-$i; done
                git add --all
                HOME=/home/git git commit --quiet --message='Say it eight times'
                HOME=/home/git git push --quiet /srv/git/workflows.git main
                """);
        assertThat(added.getExitCode()).as(added.getStderr()).isZero();

        List<Cmd> done = inParallel(RACERS, number -> {
            Map<String, String> machine = new HashMap<>(variables);
            machine.put("XDG_CACHE_HOME", folder.resolve("cache-" + number).toString());
            String url = number % 2 == 0 ? http() : ssh();
            return refgate(machine, url, "promote", "--to", "staging", "--workflow", "hello-" + number);
        });

        assertThat(done).allSatisfy(cmd -> assertThat(cmd.code()).as(cmd.err()).isZero());
        assertThat(git("rev-list", "--count", "env/staging")).isEqualTo("" + (RACERS + 1));
        assertThat(git("log", "--min-parents=2", "--format=%H", "env/staging")).isEmpty();
        assertThat(git("ls-tree", "--name-only", "env/staging:workflows").lines())
                .hasSize(RACERS);
        assertThat(git("fsck", "--strict", "--no-dangling")).isEmpty();
    }

    private static List<Cmd> inParallel(int many, IntFunction<Cmd> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<Cmd>> begun = IntStream.range(0, many)
                    .mapToObj(number -> threads.submit(() -> work.apply(number)))
                    .toList();
            List<Cmd> ended = new ArrayList<>();
            for (Future<Cmd> one : begun) {
                ended.add(one.get(2, TimeUnit.MINUTES));
            }
            return ended;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hostsAreNeverTrustedOnFirstUse() throws Exception {
        variables.put("REFGATE_SSH_KEY", key("right").toString());
        Path hosts = folder.resolve("known_hosts");
        variables.put("REFGATE_SSH_KNOWN_HOSTS", hosts.toString());
        Cmd noFile = refgate(ssh(), "status");
        Files.createFile(hosts);
        Cmd unknown = refgate(ssh(), "status");
        knownHost("/keys/wrong.pub");
        Cmd changed = refgate(ssh(), "status");

        assertThat(List.of(noFile.code(), unknown.code(), changed.code())).containsOnly(6);
        assertThat(unknown.err())
                .contains("key is not in " + hosts, "ssh-keyscan -p " + server.getMappedPort(22) + " 127.0.0.1");
        assertThat(changed.err()).contains("is not the one in " + hosts, "ssh-keygen -R");
        assertThat(Files.readString(hosts)).hasLineCount(1);
    }

    @Test
    void aProtectedBranchAnswersInTheServersWords() throws Exception {
        knownHost("/etc/ssh/ssh_host_ed25519_key.pub");
        variables.put("REFGATE_SSH_KEY", key("right").toString());
        variables.put("REFGATE_REMOTE_TOKEN", TOKEN);
        server.execInContainer(
                "sh",
                "-c",
                "printf '#!/bin/sh\\necho \"GH006: Protected branch $1\" >&2\\nexit 1\\n' > /srv/git/workflows.git/hooks/update"
                        + " && chmod 755 /srv/git/workflows.git/hooks/update");

        for (String url : List.of(http(), ssh())) {
            Cmd refused = refgate(url, "promote", "--to", "staging");
            assertThat(refused.code()).as(refused.err()).isEqualTo(1);
            assertThat(refused.err()).contains("was not moved", "GH006: Protected branch refs/heads/env/staging");
        }
        assertThat(git("for-each-ref", "refs/heads/env")).isEmpty();
    }
}

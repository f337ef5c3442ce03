package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a bare remote, from a clone that somebody works in, with the real git as second opinion. */
final class RemoteCommandsTest {
    private static final String FILE = "workflows/hello/workflow.yml";

    @TempDir
    Path folder;

    private PlainGit remote;
    private PlainGit clone;
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void create() {
        PlainGit seed = PlainGit.init(folder.resolve("seed")).write("refgate.yml", Samples.POLICY);
        seed.write(FILE, Samples.workflow("Hello")).commit("Say Hello");
        seed.git("clone", "--quiet", "--bare", ".", folder.resolve("remote.git").toString());
        seed.git(
                "clone",
                "--quiet",
                folder.resolve("remote.git").toString(),
                folder.resolve("clone").toString());
        remote = PlainGit.at(folder.resolve("remote.git"));
        clone = PlainGit.at(folder.resolve("clone"));
        variables.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private Cmd run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cli.execute(
                arguments,
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        variables));
        return new Cmd(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Cmd refgate(String... command) {
        return run(CliArguments.with(clone.folder(), command).and("--remote", "origin"));
    }

    private Cmd done(Cmd cmd) {
        assertThat(cmd.code()).as(cmd.err() + cmd.out()).isZero();
        return cmd;
    }

    private void push(String greeting) {
        clone.write(FILE, Samples.workflow(greeting)).commit("Say " + greeting);
        clone.git("push", "--quiet", "origin", "main");
    }

    @Test
    void everyCommandReadsAndMovesTheRemote() {
        done(refgate("promote", "--to", "staging"));
        done(refgate("promote", "--to", "production"));
        push("Good morning");
        clone.write(FILE, Samples.workflow("Not pushed")).commit("Not pushed");

        assertThat(done(refgate("plan", "--to", "staging")).out()).contains("(r2)");
        done(refgate("promote", "--to", "staging", "--actor", "Ada <ada@example.com>"));
        assertThat(done(refgate("status")).out())
                .contains(remote.git("rev-parse", "env/staging").substring(0, 12));
        assertThat(done(refgate("history", "hello")).out())
                .contains("Good morning")
                .doesNotContain("Not pushed");
        assertThat(done(refgate("diff", "production", "staging")).out()).contains("Good morning");
        assertThat(done(refgate("diff", "staging", ".")).out()).contains("Not pushed");
        assertThat(done(refgate("name", "hello", "r2", "Friendlier")).out()).contains("named hello r2");
        done(refgate("promote", "--to", "production"));
        done(refgate("rollback", "production", "--reason", "Too friendly"));
        done(refgate("release", "production", "--workflow", "hello"));
        assertThat(done(refgate("deployments", "production")).out()).contains("Too friendly", "release");
        assertThat(done(refgate("drift", "production")).out()).startsWith("No drift");
        assertThat(done(refgate("run", "hello", "--environment", "staging")).out())
                .contains("Good morning");
        done(refgate("restore", "hello", "r1"));
        assertThat(run("validate", clone.folder().toString(), "--revision", "staging-none", "--remote", "origin")
                        .code())
                .isEqualTo(1);
        done(run("validate", clone.folder().toString(), "--revision", "main", "--remote", "origin"));

        assertThat(remote.git("log", "--first-parent", "--format=%an", "-1", "env/staging"))
                .isEqualTo("Ada");
        assertThat(remote.git("log", "-1", "--format=%s", "main")).isEqualTo("Restore hello as it was at r1");
        assertThat(remote.git("for-each-ref", "--format=%(contents:subject)", "refs/tags"))
                .isEqualTo("Friendlier");
        assertThat(remote.git("rev-list", "--count", "env/production")).isEqualTo("5");
        assertThat(remote.git("fsck", "--strict", "--no-dangling")).doesNotContain("error", "warning", "missing");
        assertThat(clone.git("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags"))
                .isEqualTo("refs/heads/main");
        assertThat(clone.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void aUrlNeedsNoClone() throws Exception {
        String url = "file://" + remote.folder();

        done(run("promote", "--to", "staging", "--repository", url));
        variables.put("REFGATE_REMOTE", url);
        Cmd status = done(run("status", "--repository", clone.folder().toString()));

        assertThat(status.out()).contains(remote.git("rev-parse", "env/staging").substring(0, 12));
        try (var mirrors = Files.list(folder.resolve("cache/refgate/mirrors"))) {
            assertThat(mirrors.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.matches("[0-9a-f]{24}\\.git"));
        }
    }

    @Test
    void whatIsWrongWithTheRemoteEndsWithItsOwnCode() {
        Cmd unknown = run(CliArguments.with(clone.folder(), "status").and("--remote", "upstream"));
        Cmd gone = run("status", "--repository", "file://" + folder.resolve("gone.git"));
        Cmd both = run("status", "--repository", "https://example.com/x.git", "--remote", "origin");
        Cmd odd = run("status", "--repository", "ftp://example.com/x.git");
        Cmd refused = run("status", "--repository", "http://secret:hush@127.0.0.1:1/x.git");

        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("remote: upstream (expected one of: origin, or a URL");
        assertThat(gone.code()).isEqualTo(6);
        assertThat(gone.err()).contains("gone.git does not exist");
        assertThat(both.code()).isEqualTo(64);
        assertThat(odd.code()).isEqualTo(64);
        assertThat(odd.err()).contains("expected a path, file://");
        assertThat(refused.code()).isEqualTo(6);
        assertThat(refused.err()).contains("the connection was refused").doesNotContain("secret", "hush");
    }

    @Test
    void aMoveOfTheCloneAloneSaysHowToMoveTheRemote() {
        done(refgate("promote", "--to", "staging"));
        clone.git("fetch", "--quiet", "origin");

        Cmd local = done(run(
                CliArguments.with(clone.folder(), "promote", "--to", "staging").and()));

        assertThat(local.err()).contains("of this clone alone", "--remote origin");
        assertThat(remote.git("rev-list", "--count", "env/staging")).isEqualTo("2");
    }

    @Test
    void restoringWhatIsCheckedOutNamesTheRemote() {
        push("Oops");

        Cmd local =
                run(CliArguments.with(clone.folder(), "restore", "hello", "r1").and());

        assertThat(local.code()).isEqualTo(1);
        assertThat(local.err()).contains("was not restored", "--remote origin");
    }
}

package dev.refgate.maven.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;

/** The folder of a build: what it has before, and what is to be there afterwards. */
public final class Scene {
    private final Path folder;

    private Scene(Path folder) {
        this.folder = folder;
    }

    public static Scene in(File folder) {
        return new Scene(folder.toPath());
    }

    /** A folder of it. */
    public Scene below(String name) {
        return new Scene(folder.resolve(name));
    }

    /** A workflow repository's files: one workflow that greets, two tests, and an environment behind a closed gate. */
    public Scene withWorkflows() {
        return write("refgate.yml", """
                version: 1
                source: main
                environments:
                  development: { ref: refs/heads/main }
                  staging: { ref: refs/heads/env/staging, from: development }
                  production:
                    ref: refs/heads/env/production
                    from: staging
                    gates:
                      - { type: command, run: [ "git", "--version" ] }
                """)
                .write("workflows/hello/workflow.yml", """
                version: 1
                inputs:
                  name: { type: string }
                blocks:
                  - { id: greeting, type: text, value: "Hello, {{ inputs.name }}!" }
                """)
                .write("workflows/hello/tests/cases.yml", """
                tests:
                  - name: somebody is greeted
                    inputs: { name: Ada }
                    expect: { outputs: { greeting: "Hello, Ada!" } }
                  - name: somebody else is greeted
                    inputs: { name: Bob }
                    expect: { outputs: { greeting: "Hello, Bob!" } }
                """);
    }

    /** Writes a file. */
    public Scene write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file. */
    public Scene replace(String file, String old, String now) {
        String text = read(file);
        assertThat(text).contains(old);
        return write(file, text.replace(old, now));
    }

    /** Makes the files a commit of a repository in {@code repository}, beside which nothing of Git is around. */
    public Scene committed(String repository) {
        Path work = folder.resolve(repository);
        copy("refgate.yml", work);
        copy("workflows", work);
        git(work, "init", "--quiet", "--initial-branch=main");
        git(work, "add", "--all");
        git(work, "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "--quiet", "--message=Greet");
        return this;
    }

    /** Makes it a repository of its own, so that it does not count as a part of this checkout. */
    public Scene repository() {
        git(folder, "init", "--quiet", "--initial-branch=main");
        return this;
    }

    /** Copies the files of another folder. */
    public Scene copyOf(String source) {
        return copy(folder.resolve(source).normalize(), folder);
    }

    private Scene copy(String name, Path target) {
        return copy(folder.resolve(name), target.resolve(name));
    }

    private Scene copy(Path source, Path target) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = target.resolve(source.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.copy(file, copied);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build's log has this. */
    public Scene logged(String text) {
        assertThat(read("build.log")).contains(text);
        return this;
    }

    /** The build's log does not have this. */
    public Scene notLogged(String text) {
        assertThat(read("build.log")).doesNotContain(text);
        return this;
    }

    /** A file is there, with this in it. */
    public Scene has(String file, String text) {
        assertThat(read(file)).contains(text);
        return this;
    }

    /** No such file. */
    public Scene hasNo(String file) {
        assertThat(folder.resolve(file)).doesNotExist();
        return this;
    }

    /** What result.json says. */
    public Scene verdict(String goal, String verdict, int code) {
        Object json = Refgate.json().read(read("target/refgate/result.json").getBytes(StandardCharsets.UTF_8));
        assertThat(json)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsAllEntriesOf(Map.of("goal", goal, "verdict", verdict, "exit_code", (long) code));
        return this;
    }

    /** Git says of a repository of it that two expressions are the same object. */
    public Scene same(String repository, String one, String other) {
        Path work = folder.resolve(repository);
        assertThat(git(work, "rev-parse", "--verify", one)).isEqualTo(git(work, "rev-parse", "--verify", other));
        return this;
    }

    /** Git says what the subjects of a branch's own commits are, newest first. */
    public Scene subjects(String repository, String branch, String expected) {
        assertThat(git(folder.resolve(repository), "log", "--first-parent", "--format=%s", branch))
                .isEqualTo(expected);
        return this;
    }

    /** Git knows no such branch. */
    public Scene noBranch(String repository, String branch) {
        assertThat(git(folder.resolve(repository), "branch", "--list", branch)).isEmpty();
        return this;
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String git(Path work, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", work.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.refgate.internal.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.RepositoryException;
import dev.refgate.testing.GitRepo;
import dev.refgate.testing.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that dies at a step of a move leaves the move wholly done or wholly not, and what it leaves is named. */
final class KilledMoveTest {
    private static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/tags/production, from: development }
            """;
    private static final String FILE = "workflows/triage/workflow.yml";

    @TempDir
    Path folder;

    private GitRepo git;

    @BeforeEach
    void deployTwice() {
        git = GitRepo.create(folder.resolve("repo"));
        git.write("refgate.yml", POLICY);
        git.commit(FILE, "one", "One");
        for (String environment : List.of("staging", "production")) {
            MoveProcess.main(new String[] {git.folder().toString(), environment});
        }
        git.commit(FILE, "two", "Two");
    }

    @ParameterizedTest
    @CsvSource({
        "staging, nothing written, false, false",
        "staging, trees written, false, false",
        "staging, objects written, false, false",
        "staging, refs not moved, false, false",
        "staging, refs locked, false, true",
        "staging, refs moved, true, false",
        "production, refs not moved, false, false",
        "production, refs looked at, false, false",
        "production, refs locked, false, true",
        "production, refs moved, true, false"
    })
    void leavesAllOrNothing(String environment, String step, boolean done, boolean locked) throws Exception {
        Set<String> before = refs();

        assertThat(run(environment, step)).isEqualTo(MoveProcess.KILLED);

        Set<String> after = refs();
        assertThat(after.equals(before)).isEqualTo(!done);
        assertThat(fsck()).isEmpty();
        List<Path> locks = locks();
        assertThat(locks.isEmpty()).isEqualTo(!locked);
        if (locked) {
            assertThatThrownBy(() -> promote(environment))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining(": rm ")
                    .satisfies(thrown -> assertThat(locks)
                            .allSatisfy(lock -> assertThat(thrown).hasMessageContaining(lock.toString())));
            assertThat(refs()).isEqualTo(before);
            for (Path lock : locks) {
                Files.delete(lock);
            }
        }

        promote(environment);
        assertThat(content(environment)).isEqualTo("two");
        assertThat(git.git("for-each-ref", "refs/tags/deployments").lines())
                .hasSize(environment.equals("production") ? 2 : 1);
        assertThat(git.git("rev-list", "--first-parent", "env/staging").lines())
                .hasSize(environment.equals("staging") ? 3 : 2);
        assertThat(fsck()).isEmpty();
    }

    private void promote(String environment) {
        MoveProcess.main(new String[] {git.folder().toString(), environment});
    }

    private String content(String environment) {
        return git.git("show", (environment.equals("staging") ? "env/staging" : "production^{commit}") + ":" + FILE);
    }

    private Set<String> refs() {
        return git.git("for-each-ref").lines().collect(Collectors.toSet());
    }

    private String fsck() {
        return git.git("fsck", "--strict", "--full", "--no-progress", "--no-dangling");
    }

    private List<Path> locks() throws IOException {
        try (Stream<Path> files = Files.walk(git.gitDir())) {
            return files.filter(file -> file.getFileName().toString().endsWith(".lock"))
                    .toList();
        }
    }

    private int run(String environment, String step) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Jvm.command(
                        "-cp",
                        System.getProperty("java.class.path"),
                        MoveProcess.class.getName(),
                        git.folder().toString(),
                        environment,
                        step))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertThat(code).as(output).isIn(0, MoveProcess.KILLED);
        return code;
    }
}

package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that has no git program: local repositories work, and remotes in folders say what they lack. */
class WithoutGitIT {
    @TempDir
    private Path folder;

    @Test
    void aRemoteInAFolderIsRefusedAndALocalRepositoryIsNot() throws Exception {
        PlainGit git = PlainGit.init(folder.resolve("repository")).write("refgate.yml", Samples.POLICY);
        git.write("workflows/hello/workflow.yml", Samples.workflow("Hello")).commit("Say hello");
        Path remote = folder.resolve("remote.git");
        git.git("clone", "--quiet", "--bare", ".", remote.toString());
        Path empty = Files.createDirectory(folder.resolve("empty"));

        try (CommandProcess process = CommandProcess.start(folder.resolve("cache"), Map.of("PATH", empty.toString()))) {
            process.begin("promote", "--to", "staging", "--repository", "file://" + remote);
            Cmd refused = process.end();
            process.begin(
                    "promote", "--to", "staging", "--repository", git.folder().toString());
            Cmd local = process.end();

            assertThat(refused.code()).as(refused.out()).isEqualTo(6);
            assertThat(refused.err())
                    .contains("the program git is not there", "install git")
                    .doesNotContain("\tat ");
            assertThat(local.code()).as(local.err()).isZero();
        }
        assertThat(PlainGit.at(remote).git("for-each-ref", "refs/heads/env")).isEmpty();
        assertThat(git.git("rev-parse", "env/staging:workflows")).isEqualTo(git.git("rev-parse", "main:workflows"));
    }
}

package dev.refgate.internal.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.testing.GitRepo;
import dev.refgate.testing.Jvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine's and the user's Git is told means nothing here. */
class IsolationTest {
    private static final String HOSTILE =
            "[core]\n\tbare = false\n\trepositoryFormatVersion = 7\n\tcommitGraph = false\n"
                    + "\thooksPath = /tmp/hooks\n\tworktree = /nowhere\n[extensions]\n\tobjectFormat = sha256\n"
                    + "[url \"file:///nowhere\"]\n\tinsteadOf = file:///\n[include]\n\tpath = /dev/full\n[broken\n";

    private static final String OURS = "[core]\n\tcommitGraph = true\n[commitGraph]\n\treadChangedPaths = true\n";

    @TempDir
    Path temp;

    @Test
    void readsTheSameInAHostileHome() throws Exception {
        GitRepo git = GitRepo.create(temp.resolve("repo"));
        String head = git.commit(RepositoryFixture.TRIAGE_FILE, "1", "one");
        Path home = Files.createDirectories(temp.resolve("home/.config/git"))
                .getParent()
                .getParent();
        for (String file : List.of(".gitconfig", ".jgitconfig", ".config/git/config")) {
            Files.writeString(home.resolve(file), HOSTILE);
        }
        String before = listing(home);

        assertThat(runProbe(git, home)).isEqualTo(head + " [triage] 1");
        assertThat(listing(home)).isEqualTo(before);
    }

    private String runProbe(GitRepo git, Path home) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Jvm.command(
                        "-Duser.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        IsolationProbe.class.getName(),
                        git.folder().toString()))
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        builder.environment().put("GIT_DIR", "/nowhere");
        builder.environment().put("GIT_WORK_TREE", "/nowhere");
        builder.environment().put("GIT_OBJECT_DIRECTORY", "/nowhere");
        builder.environment().put("GIT_CEILING_DIRECTORIES", git.folder().toString());
        builder.environment()
                .put("GIT_CONFIG_GLOBAL", home.resolve(".gitconfig").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static String listing(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.sorted().map(Path::toString).toList().toString();
        }
    }

    @Test
    void answersForTheHostWithNothing() throws Exception {
        IsolatedSystemReader.install();
        SystemReader reader = SystemReader.getInstance();

        assertThat(reader.getenv("GIT_DIR")).isNull();
        assertThat(reader.getenv("XDG_CONFIG_HOME")).isNull();
        assertThat(reader.getenv("PATH")).isEqualTo(System.getenv("PATH"));
        for (Config config : List.of(reader.getUserConfig(), reader.getSystemConfig(), reader.getJGitConfig())) {
            assertThat(config.toText()).isIn("", OURS);
        }
        assertThat(reader.getJGitConfig().getBoolean("commitGraph", "readChangedPaths", false))
                .isTrue();
        assertThat(FS.FileStoreAttributes.get(temp).getFsTimestampResolution()).hasSeconds(2);
    }

    @Test
    void isInstalledOnceAndAgainAfterSomebodyElse() {
        IsolatedSystemReader.install();
        SystemReader ours = SystemReader.getInstance();
        IsolatedSystemReader.install();
        assertThat(SystemReader.getInstance()).isSameAs(ours);

        SystemReader.setInstance(null);
        GitWorkflowRepository.open(GitRepo.create(temp.resolve("repo")).folder())
                .close();
        assertThat(SystemReader.getInstance()).isSameAs(ours);
    }
}

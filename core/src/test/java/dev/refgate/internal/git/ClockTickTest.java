package dev.refgate.internal.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockTickTest {
    private static final Duration UNKNOWN = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void whatIsNotKnownHasTheTickThatIsSafeEverywhere() throws Exception {
        assertThat(ClockTick.of("Java|17|nowhere")).isEmpty();
        assertThat(ClockTick.of(null)).isEmpty();
        assertThat(asked("Java|17|nowhere")).isEqualTo(UNKNOWN);
    }

    @Test
    void ofAFileSystemOfThisMachineItIsMeasuredAndNothingIsLeft() throws Exception {
        ClockTick.learn(folder);

        String name = Files.getFileStore(folder).name();
        Duration tick = asked("Java|17|" + name);
        assertThat(tick).isBetween(Duration.ofMillis(50), UNKNOWN);
        assertThat(ClockTick.of("Java|17|" + name).orElse(UNKNOWN)).isEqualTo(tick);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void twoChangesThatAreATickApartHaveDifferentTimes() throws Exception {
        ClockTick.learn(folder);
        Duration tick = asked("Java|17|" + Files.getFileStore(folder).name());
        Path file = folder.resolve("file");

        Files.writeString(file, "1");
        Object before = Files.getLastModifiedTime(file);
        TimeUnit.NANOSECONDS.sleep(tick.toNanos());
        Files.writeString(file, "2");

        assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(before);
    }

    @Test
    void aFolderThatIsNotThereIsNoTrouble() {
        ClockTick.learn(folder.resolve("missing"));

        assertThat(folder.resolve("missing")).doesNotExist();
    }

    /** As JGit asks. */
    private static Duration asked(String fileSystem) throws Exception {
        IsolatedSystemReader.install();
        Config config = SystemReader.getInstance().openJGitConfig(null, FS.DETECTED);
        return Duration.ofNanos(
                config.getTimeUnit("filesystem", fileSystem, "timestampResolution", -1, TimeUnit.NANOSECONDS));
    }
}

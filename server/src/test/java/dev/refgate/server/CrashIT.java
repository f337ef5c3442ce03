package dev.refgate.server;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same as {@link CrashTest}, with the jar, and long. */
class CrashIT {
    @TempDir
    private Path folder;

    @Test
    @Timeout(900)
    void whatWasAnsweredOutlivesTwentyKills() {
        new CrashRounds(List.of("-jar", "target/refgate.jar"), folder).run(20);
    }
}

package dev.refgate.server;

import dev.refgate.server.testing.RefgateJar;
import java.nio.file.Path;
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
        new CrashRounds(RefgateJar.program(), folder).run(20);
    }
}

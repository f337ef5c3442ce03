package dev.refgate.server;

import dev.refgate.server.testing.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void whatWasAnsweredOutlivesTheServer() {
        new CrashRounds(ServerProcess.ofClassPath(), folder).run(2);
    }
}

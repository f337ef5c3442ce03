package dev.refgate.server.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KeyGuessingTest {
    private static final int GUESSERS = 8;
    private static final int GUESSES = 250;

    @TempDir
    private Path folder;

    @Test
    void whoGuessesAtSpeedLearnsNothingFillsNothingAndHoldsNobodyUp() throws Exception {
        try (TestServer server = TestServer.serveWithKeys(
                Samples.hello(folder.resolve("repository")).folder(),
                Files.createDirectory(folder.resolve("data")),
                Map.of("ci", "execute:production", "boss", "admin"))) {
            String key = server.key("ci");
            Set<Integer> statuses = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Void>> guessers = new ArrayList<>();
            for (int i = 0; i < GUESSERS; i++) {
                guessers.add(CompletableFuture.runAsync(
                        () -> {
                            for (int guess = 0; guess < GUESSES; guess++) {
                                statuses.add(status(server, almost(key)));
                            }
                        },
                        OwnThread.EXECUTOR));
            }
            for (int call = 0; call < 20; call++) {
                assertThat(status(server, key)).isEqualTo(200);
            }
            guessers.forEach(CompletableFuture::join);

            assertThat(statuses).isSubsetOf(401, 429);
            assertThat(status(server, key)).as("who has a key goes on").isEqualTo(200);
            Map<?, ?> audit = (Map<?, ?>) server.send(server.request("/v2/audit?limit=100")
                            .header("Authorization", "Bearer " + server.key("boss"))
                            .build())
                    .at();
            assertThat((List<?>) audit.get("data"))
                    .as("of " + GUESSERS * GUESSES)
                    .hasSizeLessThan(50);
        }
    }

    /** The public part is right, and all of the secret but its end. */
    private static String almost(String key) {
        String end =
                Integer.toHexString(0x1000_0000 + ThreadLocalRandom.current().nextInt(0x1000_0000));
        return key.substring(0, key.length() - end.length()) + end;
    }

    private static int status(TestServer server, String key) {
        return server.send(server.request("/v2/workflows/hello/execute?environment=production")
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.noBody())
                        .build())
                .status();
    }
}

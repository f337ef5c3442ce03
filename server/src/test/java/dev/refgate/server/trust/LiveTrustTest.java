package dev.refgate.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.RefgateException;
import dev.refgate.server.testing.IssuerStub;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A trust file that somebody changes while the server runs. */
@Timeout(120)
class LiveTrustTest {
    @TempDir
    private Path folder;

    private Path file;
    private IssuerStub issuer;
    private LiveTrust trust;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        issuer = IssuerStub.start(Clock.systemUTC());
        file = Files.writeString(folder.resolve("trust.yml"), issuer.trust("execute:staging"));
        trust = new LiveTrust(file, Clock.systemUTC());
        server = TestServer.of(Samples.hello(folder.resolve("repository")).folder())
                .data(Files.createDirectory(folder.resolve("data")))
                .keys(Map.of("boss", "admin"))
                .trusting(trust)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
        trust.close();
        issuer.close();
    }

    private int execute(String environment) {
        return server.send(server.execution("hello", "?environment=" + environment, Map.of(), false)
                        .header("Authorization", "Bearer " + issuer.token())
                        .build())
                .status();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    @Test
    void whatTheFileSaysCountsFromThenOn() throws Exception {
        assertThat(execute("staging")).isEqualTo(200);
        assertThat(execute("production")).isEqualTo(403);

        Files.writeString(file, issuer.trust("execute:production"));

        await().until(() -> execute("production") == 200);
        assertThat(execute("staging")).isEqualTo(403);
        assertThat(issuer.keyFetches()).as("the issuer's keys were known").isEqualTo(1);
    }

    @Test
    void aBrokenFileOrNoneChangesNothingAndIsTold() throws Exception {
        assertThat(execute("staging")).isEqualTo(200);

        Files.writeString(file, issuer.trust("execute:production").replace("issuers:", "isuers:"));
        await().until(() -> trust.trouble().isPresent());
        assertThat(execute("staging")).isEqualTo(200);
        assertThat(execute("production")).isEqualTo(403);

        Files.writeString(file, issuer.trust("execute:production"));
        await().until(() -> trust.trouble().isEmpty());
        assertThat(execute("production")).isEqualTo(200);

        Files.delete(file);
        await().until(() -> trust.trouble().isPresent());
        assertThat(execute("production")).isEqualTo(200);
    }

    @Test
    void whoIsNotTrustedAnyLongerIsNotLetIn() throws Exception {
        assertThat(execute("staging")).isEqualTo(200);

        Files.writeString(file, issuer.trust("execute:staging").replace(issuer.address(), "https://other.example.com"));

        await().until(() -> execute("staging") == 401);
        assertThat(trust.trouble()).isEmpty();
    }

    @Test
    void aFileThatCannotBeUsedAtTheStartIsRefused() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.yml"), "version: 1\n");

        assertThatThrownBy(() -> new LiveTrust(broken, Clock.systemUTC()).close())
                .isInstanceOf(RefgateException.class)
                .hasMessageContaining("issuers");
    }
}

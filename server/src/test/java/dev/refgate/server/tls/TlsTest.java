package dev.refgate.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.http.Web;
import dev.refgate.server.testing.Certificates;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    private static Path folder;

    private static Certificates first;
    private static Certificates second;

    @BeforeAll
    static void makeCertificates() {
        first = Certificates.make(folder.resolve("first"), "EC");
        second = Certificates.make(folder.resolve("second"), "RSA");
    }

    @Test
    void theServerSpeaksTlsAndTakesACertificateThatReplacesItsOwn(@TempDir Path repository) throws Exception {
        Samples.hello(repository);
        TlsFiles files = new TlsFiles(repository.resolve("tls.crt"), repository.resolve("tls.key"));
        first.copyTo(files);
        Web web = new Web(Optional.of(files), Set.of());
        try (TestServer server =
                TestServer.serve(repository, HttpServer.Options.defaults().with(web))) {
            assertThat(server.http().address()).startsWith("https://127.0.0.1:");
            assertThat(first.get(server.http().address() + "/health/ready")).isEqualTo(200);
            assertThat(server.raw("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .as("plain HTTP is no answer")
                    .doesNotContain("200");

            Files.writeString(files.certificate(), "half a file");
            second.copyTo(files);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> second.isTrusted(server.http().address() + "/health/ready"));
            assertThat(first.isTrusted(server.http().address() + "/health/ready"))
                    .isFalse();

            Files.writeString(files.key(), "not a key");
            Files.delete(files.certificate());
            Awaitility.await()
                    .pollDelay(Duration.ofMillis(1_500))
                    .untilAsserted(
                            () -> assertThat(second.isTrusted(server.http().address() + "/health/ready"))
                                    .as("files that cannot be used change nothing")
                                    .isTrue());
        }
    }

    @Test
    void filesThatDoNotFitAreRefusedAndNamed() throws Exception {
        Path nothing = Files.writeString(folder.resolve("nothing"), "nothing");
        Path old = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertRefused(first.certificate(), second.key(), second.key().toString());
        assertRefused(nothing, first.key(), nothing + ": no");
        assertRefused(first.certificate(), old, "openssl pkcs8 -topk8 -nocrypt -in " + old);
        assertRefused(first.certificate(), folder.resolve("absent"), "absent: cannot be read");
        assertRefused(
                first.certificate(),
                Certificates.make(folder.resolve("third"), "EC").key(),
                "another one's");
    }

    private static void assertRefused(Path certificate, Path key, String message) {
        assertThatThrownBy(() -> new TlsFiles(certificate, key).read())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(message);
    }
}

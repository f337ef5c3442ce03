package dev.refgate.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.run.BlockException;
import dev.refgate.run.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are checked, and cannot be left unchecked. */
@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static Path good;

    @BeforeAll
    static void makeCertificates() throws Exception {
        good = keytool("good.p12", "-ext", "SAN=dns:good.example,ip:127.0.0.1", "-validity", "30");
    }

    @Test
    void aCertificateOfSomebodyWhoIsTrustedIsAccepted() throws Exception {
        try (RawServer server = server(good)) {
            LoopbackCalls calls = calls(() -> trusting(good));

            assertThat(status(calls, "https://127.0.0.1:" + server.port())).isEqualTo(200);
            assertThat(status(calls, "https://good.example:" + server.port())).isEqualTo(200);
        }
    }

    @Test
    void aSelfMadeCertificateIsRefused() throws Exception {
        try (RawServer server = server(good)) {
            LoopbackCalls calls = calls(() -> {
                try {
                    return SSLContext.getDefault();
                } catch (java.security.NoSuchAlgorithmException e) {
                    throw new AssertionError(e);
                }
            });

            assertThatThrownBy(() -> status(calls, "https://127.0.0.1:" + server.port() + "/?key=secret"))
                    .isInstanceOfSatisfying(
                            BlockException.class, e -> assertThat(e.retryable()).isFalse())
                    .hasMessageStartingWith("https://127.0.0.1:" + server.port() + " could not prove who it is: ")
                    .hasMessageNotContaining("secret");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateOfSomebodyElseIsRefused() throws Exception {
        try (RawServer server = server(good)) {
            assertThatThrownBy(() -> status(calls(() -> trusting(good)), "https://other.example:" + server.port()))
                    .hasMessageContaining("could not prove who it is");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsRefused() throws Exception {
        try (RawServer server = RawServer.start((request, out) -> out.write(new byte[] {1}))) {
            assertThatThrownBy(() -> status(calls(() -> trusting(good)), "https://127.0.0.1:" + server.port()))
                    .isInstanceOf(BlockException.class);
        }
    }

    @Test
    void aRedirectOutOfTlsIsRefused() throws Exception {
        SSLContext context = context(good);
        try (RawServer plain = RawServer.answering(RawServer.json("1"));
                RawServer server = RawServer.start(
                        context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
                        (request, out) -> out.write(RawServer.answer("302 Found", "Location: " + plain.url(), "")
                                .getBytes(StandardCharsets.US_ASCII)))) {
            assertThatThrownBy(() -> calls(() -> trusting(good))
                            .calls()
                            .call(
                                    GuardedHttpCallsTest.call("GET", "https://127.0.0.1:" + server.port(), 3),
                                    HttpAnswer::status))
                    .hasMessageContaining("it would be sent in the clear");
            assertThat(plain.requests()).isEmpty();
        }
    }

    private static LoopbackCalls calls(java.util.function.Supplier<SSLContext> trust) {
        return new LoopbackCalls(
                Map.of("good.example", List.of("127.0.0.1"), "other.example", List.of("127.0.0.1")), trust, "loopback");
    }

    private static int status(LoopbackCalls calls, String url) {
        return calls.calls().<Integer>call(GuardedHttpCallsTest.call("GET", url, 0), HttpAnswer::status);
    }

    private static RawServer server(Path keys) throws Exception {
        return RawServer.start(
                context(keys).getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
                (request, out) -> out.write(RawServer.json("1").getBytes(StandardCharsets.US_ASCII)));
    }

    private static Path keytool(String name, String... more) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return file;
    }

    private static KeyStore store(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(Path file) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(file), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext trusting(Path file) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", store(file).getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

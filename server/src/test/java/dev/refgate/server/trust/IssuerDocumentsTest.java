package dev.refgate.server.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.server.testing.IssuerStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class IssuerDocumentsTest {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String ENDLESS = "endless";
    private static final RSAKey KEY = IssuerStub.rsaKey("first");

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        answers.put(DISCOVERY, configuration(address, address + "/keys"));
        answers.put("/keys", new JWKSet(KEY).toString(true));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private static String configuration(String issuer, String keys) {
        return "{\"issuer\": \"" + issuer + "\", \"jwks_uri\": \"" + keys + "\"}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = answers.get(exchange.getRequestURI().getPath());
            if (body != null && body.startsWith("http")) {
                exchange.getResponseHeaders().set("Location", body);
                exchange.sendResponseHeaders(302, -1);
                return;
            }
            if (ENDLESS.equals(body)) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                awaitEnd();
                return;
            }
            byte[] bytes = String.valueOf(body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JWKSet keys() {
        return new IssuerDocuments(IssuerDocuments.client(), URI.create(address), true)
                .keys()
                .join();
    }

    @Test
    void keysAreWhereTheConfigurationSays() {
        assertThat(keys().getKeys()).containsExactly(KEY.toPublicJWK());
    }

    @Test
    void theConfigurationHasToBeTheIssuersOwn() {
        answers.put(DISCOVERY, configuration("https://other.example.com", address + "/keys"));

        assertThatThrownBy(this::keys).hasMessageContaining("of another issuer");
    }

    @Test
    void keysAreNotFetchedInTheClearFromElsewhere() {
        answers.put(DISCOVERY, configuration(address, "http://keys.example.com/keys"));
        assertThatThrownBy(this::keys).hasMessageContaining("http://keys.example.com/keys (expected an https://");

        answers.put(DISCOVERY, configuration(address, "file:///etc/passwd"));
        assertThatThrownBy(this::keys).hasMessageContaining("expected an https://");
    }

    @Test
    void nobodyIsFollowedElsewhere() {
        answers.put("/keys", address + "/other");
        answers.put("/other", new JWKSet(KEY).toString(true));

        assertThatThrownBy(this::keys).hasMessageContaining("answered 302");
    }

    @Test
    void whatIsNoSuchDocumentIsSaid() {
        answers.put("/keys", "<html>");
        assertThatThrownBy(this::keys).hasMessageContaining("/keys has no keys");
        answers.put("/keys", "{\"keys\": []}");
        assertThatThrownBy(this::keys).hasMessageContaining("/keys has no key");
        answers.remove("/keys");
        assertThatThrownBy(this::keys).hasMessageContaining("answered 404");
        answers.put(DISCOVERY, "[]");
        assertThatThrownBy(this::keys).hasMessageContaining("no OpenID configuration");
        answers.put(DISCOVERY, "{\"issuer\": \"" + address + "\"}");
        assertThatThrownBy(this::keys).hasMessageContaining("expected an https://");
    }

    @Test
    void aDocumentWithoutEndIsNotReadToItsEnd() {
        answers.put("/keys", "{\"keys\": [" + " ".repeat(1 << 20) + "]}");

        assertThatThrownBy(this::keys).hasMessageContaining("more than 262144 bytes");
    }

    @Test
    void anAnswerThatDoesNotEndIsGivenUp() {
        for (String path : List.of("/keys", DISCOVERY)) {
            answers.put(path, ENDLESS);
            assertThatThrownBy(this::keys).hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void weakKeysAndThoseThatAreNotPublicDoNotCount() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        RSAKey weak = new RSAKey.Builder(
                        (RSAPublicKey) generator.generateKeyPair().getPublic())
                .keyID("weak")
                .build();
        answers.put("/keys", new JWKSet(List.of(weak, KEY)).toString(true));

        assertThat(keys().getKeys()).containsExactly(KEY.toPublicJWK());

        answers.put(
                "/keys",
                new JWKSet(new OctetSequenceKeyGenerator(256)
                                .keyID("secret")
                                .algorithm(JWSAlgorithm.HS256)
                                .generate())
                        .toString(false));
        assertThatThrownBy(this::keys).hasMessageContaining("has no key");
    }
}

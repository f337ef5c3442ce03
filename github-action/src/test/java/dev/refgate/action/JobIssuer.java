package dev.refgate.action;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.Refgate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What gives a job of GitHub Actions its identity token, on a free port of this machine, with Java's own cryptography. */
final class JobIssuer implements AutoCloseable {
    private static final String REQUEST_TOKEN = "request-token";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final KeyPair keys;

    JobIssuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            keys = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, Map.of("issuer", address(), "jwks_uri", address() + "/keys")));
        server.createContext("/keys", exchange -> answer(exchange, Map.of("keys", List.of(publicKey()))));
        server.createContext("/token", this::token);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The variables that the runner sets for jobs with {@code id-token: write}. */
    void open(Bench bench) {
        bench.variable("ACTIONS_ID_TOKEN_REQUEST_URL", address() + "/token?api-version=2.0")
                .variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN", REQUEST_TOKEN);
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!("Bearer " + REQUEST_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        String query = exchange.getRequestURI().getRawQuery();
        String audience = URLDecoder.decode(query.replaceAll(".*audience=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", address());
        claims.put("aud", audience);
        claims.put("sub", "repo:acme/flows:environment:production");
        claims.put("iat", now);
        claims.put("nbf", now - 60);
        claims.put("exp", now + 300);
        claims.put("repository", "acme/flows");
        claims.put("ref", "refs/heads/main");
        claims.put("environment", "production");
        claims.put("job_workflow_ref", "acme/flows/.github/workflows/keyless.yml@refs/heads/main");
        claims.put("run_id", "42");
        claims.put("actor", "octocat");
        answer(exchange, Map.of("value", signed(claims)));
    }

    private String signed(Map<String, Object> claims) {
        try {
            String text = base64(Refgate.json()
                            .write(Map.of("alg", "RS256", "typ", "JWT", "kid", "one"))
                            .getBytes(StandardCharsets.UTF_8))
                    + "." + base64(Refgate.json().write(claims).getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> publicKey() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Map.of(
                "kty", "RSA",
                "kid", "one",
                "use", "sig",
                "alg", "RS256",
                "n", base64(key.getModulus()),
                "e", base64(key.getPublicExponent()));
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        boolean signed = bytes[0] == 0 && bytes.length > 1;
        return base64(signed ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, Map<String, ?> body) throws IOException {
        try (exchange) {
            byte[] bytes = Refgate.json().write(body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.refgate.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.refgate.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signs tokens as GitHub does for its jobs, and publishes its keys, on a free port of this machine. A job asks it for a token at
 * {@link #requestAddress}.
 */
public final class IssuerStub implements AutoCloseable {
    public static final String AUDIENCE = "https://refgate.example.com";
    public static final String REQUEST_TOKEN = "token-that-the-job-may-ask-with";
    private static final RSAKey FIRST = rsaKey("first");
    private static final long LIFETIME_SECONDS = 300;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Clock clock;
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final List<String> others = new CopyOnWriteArrayList<>();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private volatile RSAKey signing;
    private volatile int status = 200;

    private IssuerStub(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
        this.signing = FIRST;
        published.add(signing);
    }

    public static IssuerStub start(Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
            IssuerStub stub = new IssuerStub(server, clock);
            server.setExecutor(stub.threads);
            server.createContext("/", stub::other);
            server.createContext("/.well-known/openid-configuration", stub::configuration);
            server.createContext("/keys", stub::keys);
            server.createContext("/token", stub::tokenOfJob);
            server.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new one. */
    public static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void configuration(HttpExchange exchange) throws IOException {
        answer(exchange, Json.write(Map.of("issuer", address(), "jwks_uri", address() + "/keys")));
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        answer(exchange, new JWKSet(List.copyOf(published)).toString(true));
    }

    private void other(HttpExchange exchange) throws IOException {
        others.add(exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
    }

    private void tokenOfJob(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        boolean knows = ("bearer " + REQUEST_TOKEN)
                .equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!knows || !query.contains("audience=")) {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        String audience = URLDecoder.decode(query.replaceAll(".*audience=([^&]*).*", "$1"), StandardCharsets.UTF_8);
        answer(exchange, Json.write(Map.of("value", token(claims().audience(audience)))));
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What GitHub puts into {@code ACTIONS_ID_TOKEN_REQUEST_URL}. */
    public URI requestAddress() {
        return URI.create(address() + "/token?api-version=2.0");
    }

    /** What the server's trust file says of it, for the job that {@link #claims} are of. */
    public String trust(String... scopes) {
        return """
                version: 1
                issuers:
                  - issuer: %s
                    name: github
                    allow_http: true
                    audience: %s
                    grants:
                      - claims:
                          repository: acme/workflows
                          ref: refs/heads/main
                          environment: production
                          job_workflow_ref: acme/workflows/.github/workflows/promote.yml@refs/heads/*
                        scopes: ["%s"]
                """.formatted(address(), AUDIENCE, String.join("\", \"", scopes));
    }

    /** Those of a job on the main branch of acme/workflows, for five minutes from now on. */
    public JWTClaimsSet.Builder claims() {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .subject("repo:acme/workflows:environment:production")
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)))
                .claim("repository", "acme/workflows")
                .claim("repository_owner", "acme")
                .claim("ref", "refs/heads/main")
                .claim("environment", "production")
                .claim("job_workflow_ref", "acme/workflows/.github/workflows/promote.yml@refs/heads/main")
                .claim("run_id", "123")
                .claim("actor", "mallory");
    }

    public String token() {
        return token(claims());
    }

    /** Signed with the key that it has now. */
    public String token(JWTClaimsSet.Builder claims) {
        RSAKey key = signing;
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build(), key);
    }

    public static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
        try {
            return signed(header, claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey signingKey() {
        return signing;
    }

    /** One more key that counts. */
    public void publish(JWK key) {
        published.add(key);
    }

    /** Signs with a new key from now on; the old one is withdrawn. */
    public void rotate(String id) {
        signing = rsaKey(id);
        published.clear();
        published.add(signing);
    }

    /** Answers everything with this status from now on. */
    public void answerWith(int other) {
        status = other;
    }

    /** How often its keys were asked for. */
    public int keyFetches() {
        return keyFetches.get();
    }

    /** Paths that it was asked for and does not have. */
    public List<String> otherRequests() {
        return others;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.refgate.server.trust;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.refgate.error.RefgateException;
import dev.refgate.error.RemoteException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What an issuer publishes: where its keys are, and the keys. Asked over the network, each time anew. */
final class IssuerDocuments {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST = 1 << 18;
    private static final int SHORTEST_RSA_KEY = 2048;

    private final HttpClient client;
    private final URI issuer;
    private final boolean allowsHttp;

    IssuerDocuments(HttpClient client, URI issuer, boolean allowsHttp) {
        this.client = client;
        this.issuer = issuer;
        this.allowsHttp = allowsHttp;
    }

    /** A client as this needs it: what an issuer has is at the addresses that it names, and not elsewhere. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Its keys, sometime; fails with a {@link RefgateException} or what the network says. */
    CompletableFuture<JWKSet> keys() {
        URI discovery = URI.create(issuer.toString().replaceAll("/+$", "") + DISCOVERY);
        return CompletableFuture.completedFuture(discovery)
                .thenCompose(this::read)
                .thenApply(body -> keysAddress(discovery, body))
                .thenCompose(address -> read(address).thenApply(body -> keys(address, body)));
    }

    private CompletableFuture<String> read(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, BoundedBody.of(LARGEST));
        return exchange.copy()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> exchange.cancel(true))
                .thenApply(IssuerDocuments::body);
    }

    private static String body(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new RemoteException(answer.uri() + " answered " + answer.statusCode() + " (expected 200)");
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private URI keysAddress(URI discovery, String body) {
        try {
            var document = JSONObjectUtils.parse(body);
            String named = JSONObjectUtils.getString(document, "issuer");
            if (named == null) {
                throw new RemoteException(
                        discovery + " is no OpenID configuration (expected JSON with issuer and jwks_uri)");
            }
            if (!issuer.toString().equals(named)) {
                throw new RemoteException(discovery + " is of another issuer (expected " + issuer + ")");
            }
            String address = JSONObjectUtils.getString(document, "jwks_uri");
            return IssuerAddress.of(String.valueOf(address), allowsHttp);
        } catch (ParseException e) {
            throw new RemoteException(
                    discovery + " is no OpenID configuration (expected JSON with issuer and jwks_uri)", e);
        }
    }

    private static JWKSet keys(URI address, String body) {
        try {
            List<JWK> strong = JWKSet.parse(body).getKeys().stream()
                    .filter(IssuerDocuments::isStrong)
                    .toList();
            if (strong.isEmpty()) {
                throw new RemoteException(
                        address + " has no key (expected signing keys, RSA ones of 2048 bits or more)");
            }
            return new JWKSet(strong);
        } catch (ParseException e) {
            throw new RemoteException(address + " has no keys (expected a JSON Web Key Set)", e);
        }
    }

    /** A key that both sides have proves nothing, and a short one can be found. */
    private static boolean isStrong(JWK key) {
        return key instanceof RSAKey rsa ? rsa.size() >= SHORTEST_RSA_KEY : key instanceof ECKey;
    }
}

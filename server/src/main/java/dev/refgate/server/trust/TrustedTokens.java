package dev.refgate.server.trust;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import dev.refgate.server.access.Caller;
import dev.refgate.server.access.Tokens;
import dev.refgate.server.trust.Trust.Issuer;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lets those in whom the settings trust. The keys are fetched in the background, from the start on. */
public final class TrustedTokens implements Tokens, AutoCloseable {
    /** Three parts, the first of which begins as JSON does, in Base64. */
    private static final Pattern FORM = Pattern.compile("eyJ[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");

    private static final int LONGEST = 1 << 14;

    private final Map<String, IssuerTokens> issuers;
    private final ScheduledExecutorService refreshing = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "refgate-issuers");
        thread.setDaemon(true);
        return thread;
    });

    public TrustedTokens(Trust trust, Clock clock) {
        HttpClient client = IssuerDocuments.client();
        this.issuers = trust.issuers().stream()
                .map(issuer -> tokens(issuer, client, clock))
                .collect(Collectors.toUnmodifiableMap(IssuerTokens::address, Function.identity()));
        long every = SigningKeys.FRESH.toSeconds();
        refreshing.scheduleWithFixedDelay(this::refresh, 0, every, TimeUnit.SECONDS);
    }

    private static IssuerTokens tokens(Issuer issuer, HttpClient client, Clock clock) {
        IssuerDocuments documents = new IssuerDocuments(client, issuer.address(), issuer.allowsHttp());
        return new IssuerTokens(issuer, new SigningKeys(issuer.address().toString(), documents::keys, clock), clock);
    }

    private void refresh() {
        issuers.values().forEach(issuer -> issuer.keys().refresh());
    }

    @Override
    public Optional<Caller> find(String token) {
        if (token.length() > LONGEST || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            JWT parsed = JWTParser.parse(token);
            // Not proved yet: it says whose keys would have to prove it.
            return Optional.ofNullable(parsed.getJWTClaimsSet())
                    .map(claims -> claims.getIssuer())
                    .map(issuers::get)
                    .map(issuer -> issuer.check(parsed));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        refreshing.shutdownNow();
    }
}

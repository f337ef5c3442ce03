package dev.refgate.server.trust;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import dev.refgate.server.access.Caller;
import dev.refgate.server.access.Tokens;
import dev.refgate.server.thread.Daemons;
import dev.refgate.server.trust.Trust.Issuer;
import java.net.http.HttpClient;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
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

    private final HttpClient client = IssuerDocuments.client();
    private final Clock clock;
    private volatile Map<String, IssuerTokens> issuers;
    private final ScheduledExecutorService refreshing = Daemons.clock("refgate-issuers");

    public TrustedTokens(Trust trust, Clock clock) {
        this.clock = clock;
        this.issuers = tokens(trust, Map.of());
        long every = SigningKeys.FRESH.toSeconds();
        refreshing.scheduleWithFixedDelay(this::refresh, 0, every, TimeUnit.SECONDS);
    }

    /** From now on these count and no others. The keys of who was trusted before need not be fetched again. */
    void use(Trust trust) {
        issuers = tokens(trust, issuers);
        refreshing.execute(this::refresh);
    }

    private Map<String, IssuerTokens> tokens(Trust trust, Map<String, IssuerTokens> before) {
        return trust.issuers().stream()
                .map(issuer -> new IssuerTokens(
                        issuer,
                        keys(
                                issuer,
                                Optional.ofNullable(before.get(issuer.address().toString()))),
                        clock))
                .collect(Collectors.toUnmodifiableMap(IssuerTokens::address, Function.identity()));
    }

    private SigningKeys keys(Issuer issuer, Optional<IssuerTokens> before) {
        return before.filter(known -> known.allowsHttp() == issuer.allowsHttp())
                .map(IssuerTokens::keys)
                .orElseGet(() -> {
                    IssuerDocuments documents = new IssuerDocuments(client, issuer.address(), issuer.allowsHttp());
                    return new SigningKeys(issuer.address().toString(), documents::keys, clock);
                });
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

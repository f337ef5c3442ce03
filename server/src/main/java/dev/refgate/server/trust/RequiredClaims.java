package dev.refgate.server.trust;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.refgate.server.trust.Trust.Issuer;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every token has to say, whatever it is for: who signed it, for whom, about whom, from when, until when. */
final class RequiredClaims extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final Issuer issuer;
    private final Clock clock;

    RequiredClaims(Issuer issuer, Clock clock) {
        super(
                Set.of(issuer.audience()),
                new JWTClaimsSet.Builder().issuer(issuer.address().toString()).build(),
                Set.of(),
                Set.of());
        this.issuer = issuer;
        this.clock = clock;
        setMaxClockSkew((int) issuer.skew().toSeconds());
    }

    @Override
    protected Date currentTime() {
        return Date.from(clock.instant());
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext nothing) throws BadJWTException {
        if (!claims.getAudience().contains(issuer.audience())) {
            throw new BadJWTException("it is for another audience (expected " + issuer.audience() + ")");
        }
        // Null is not there, other than for the library.
        if (claims.getSubject() == null || claims.getIssueTime() == null || claims.getExpirationTime() == null) {
            throw new BadJWTException("it does not say enough (expected sub, iat and exp)");
        }
        try {
            super.verify(claims, nothing);
        } catch (ExpiredJWTException e) {
            throw new BadJWTException(
                    "it expired at " + claims.getExpirationTime().toInstant(), e);
        }
        if (claims.getIssueTime().toInstant().isAfter(clock.instant().plus(issuer.skew()))) {
            throw new BadJWTException("it is of the future (expected clocks that are together within "
                    + issuer.skew().toSeconds() + " s)");
        }
    }
}

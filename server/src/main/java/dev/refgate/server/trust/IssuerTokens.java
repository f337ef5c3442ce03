package dev.refgate.server.trust;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.refgate.server.access.Caller;
import dev.refgate.server.access.Scope;
import dev.refgate.server.access.TokenRefusedException;
import dev.refgate.server.trust.Trust.Grant;
import dev.refgate.server.trust.Trust.Issuer;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the tokens of one issuer. */
final class IssuerTokens {
    /** Where who checks a signature cannot make one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Issuer issuer;
    private final SigningKeys keys;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    IssuerTokens(Issuer issuer, SigningKeys keys, Clock clock) {
        this.issuer = issuer;
        this.keys = keys;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new RequiredClaims(issuer, clock));
    }

    /** As its tokens name it. */
    String address() {
        return issuer.address().toString();
    }

    boolean allowsHttp() {
        return issuer.allowsHttp();
    }

    SigningKeys keys() {
        return keys;
    }

    /**
     * Who comes with it.
     *
     * @throws TokenRefusedException when it does not count
     */
    Caller check(JWT token) {
        JWTClaimsSet claims = verified(signed(token));
        Map<String, Object> said = claims.getClaims();
        String actor = Identity.of(issuer.name(), said);
        Set<Scope> scopes = issuer.grants().stream()
                .filter(grant -> grant.fits(said))
                .flatMap(grant -> grant.scopes().stream())
                .collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            throw TokenRefusedException.notGranted(actor, notGranted(actor, said));
        }
        return new Caller(actor, scopes);
    }

    private static SignedJWT signed(JWT token) {
        if (!(token instanceof SignedJWT signed)) {
            throw TokenRefusedException.invalid("it is not signed");
        }
        JWSHeader header = signed.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw TokenRefusedException.invalid(
                    "its algorithm is not one that counts (expected RS256, PS256, ES256, or these with 384 or 512)");
        }
        if (header.getKeyID() == null) {
            throw TokenRefusedException.invalid("it does not say which key signed it (expected kid)");
        }
        if (header.getCriticalParams() != null) {
            throw TokenRefusedException.invalid("it asks for something that is not known here (crit)");
        }
        return signed;
    }

    private JWTClaimsSet verified(SignedJWT token) {
        try {
            return processor.process(token, null);
        } catch (BadJWTException e) {
            throw TokenRefusedException.invalid(String.valueOf(e.getMessage()));
        } catch (BadJWSException e) {
            throw TokenRefusedException.invalid("its signature is not that of the issuer");
        } catch (BadJOSEException e) {
            throw TokenRefusedException.invalid("the issuer " + issuer.address() + " has no such key");
        } catch (KeySourceException e) {
            throw TokenRefusedException.unknown(String.valueOf(e.getMessage()));
        } catch (JOSEException e) {
            throw TokenRefusedException.invalid("its signature cannot be checked");
        }
    }

    /** What a grant would have to name; the claims are the caller's own. */
    private String notGranted(String actor, Map<String, Object> said) {
        String asked = issuer.grants().stream()
                .map(Grant::claims)
                .flatMap(claims -> claims.keySet().stream())
                .distinct()
                .sorted()
                .map(claim -> claim + ": " + said.getOrDefault(claim, "missing"))
                .collect(Collectors.joining(", "));
        return actor + " is known, and no grant of this server's trust file fits (" + asked + ")";
    }
}

package dev.refgate.server.trust;

import dev.refgate.server.access.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose tokens count, and for what.
 *
 * @param warnings what is allowed and probably not meant
 */
public record Trust(List<Issuer> issuers, List<String> warnings) {
    public Trust {
        issuers = List.copyOf(issuers);
        warnings = List.copyOf(warnings);
    }

    /**
     * Somebody who signs tokens.
     *
     * @param address as tokens name it
     * @param name what its callers' names in records begin with
     * @param audience for whom tokens have to be
     * @param skew how far its clock and this one may be apart
     * @param allowsHttp whether it may be asked without TLS; for this machine alone
     */
    public record Issuer(
            URI address, String name, String audience, Duration skew, boolean allowsHttp, List<Grant> grants) {
        public Issuer {
            grants = List.copyOf(grants);
        }
    }

    /**
     * What callers may do whose token says all of this.
     *
     * @param claims by their names; at least one
     */
    public record Grant(Map<String, ClaimPattern> claims, Set<Scope> scopes) {
        public Grant {
            if (claims.isEmpty()) {
                throw new IllegalArgumentException("a grant without claims would be for everybody");
            }
            claims = Map.copyOf(claims);
            scopes = Set.copyOf(scopes);
        }

        /** Whether a token says all of it; what it does not say fits nothing. */
        boolean fits(Map<String, Object> said) {
            return claims.entrySet().stream().allMatch(claim -> claim.getValue().fits(said.get(claim.getKey())));
        }
    }
}

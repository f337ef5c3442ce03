package dev.refgate.server.trust;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issuers that give a token for any audience to anybody who opens an account: of these, a grant has to say whose jobs it means.
 */
enum PublicIssuer {
    GITHUB("token.actions.githubusercontent.com", "github", List.of("repository", "repository_id")),
    GITLAB("gitlab.com", "gitlab", List.of("project_path", "project_id")),
    /** All others: who has an account there is for their owners to say. */
    OTHER("", "", List.of());

    private final String host;
    private final String usualName;
    private final List<String> owners;

    /**
     * @param owners the claims that say whose job it is; one of them is needed
     */
    PublicIssuer(String host, String usualName, List<String> owners) {
        this.host = host;
        this.usualName = usualName;
        this.owners = owners;
    }

    static PublicIssuer of(String address) {
        for (PublicIssuer issuer : List.of(GITHUB, GITLAB)) {
            if (issuer.host.equalsIgnoreCase(host(address))) {
                return issuer;
            }
        }
        return OTHER;
    }

    private static String host(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getHost()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What callers' names begin with, where the settings say nothing. */
    Optional<String> usualName() {
        return Optional.of(usualName).filter(text -> !text.isEmpty());
    }

    /** Why a grant would let in strangers; empty when it does not. */
    Optional<String> problem(Map<String, ClaimPattern> claims) {
        if (this == OTHER || owners.stream().anyMatch(owner -> isPinned(claims.get(owner)))) {
            return Optional.empty();
        }
        return Optional.of("anybody can have a token of " + host + " (expected the claim " + String.join(" or ", owners)
                + ", without * in the part before the first /)");
    }

    private static boolean isPinned(@Nullable ClaimPattern pattern) {
        return pattern != null && !pattern.toString().split("/", 2)[0].contains("*");
    }
}

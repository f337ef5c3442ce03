package dev.refgate.server.trust;

import dev.refgate.server.access.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a grant may ask of tokens. */
final class ClaimRules {
    /** Claims that are checked for every token, or say nothing of who comes with it. */
    private static final Set<String> CHECKED_ANYWAY = Set.of("iss", "aud", "exp", "nbf", "iat", "jti");

    /** Claims of which one says that not any branch's jobs are meant. */
    private static final Set<String> NARROWING =
            Set.of("ref", "environment", "job_workflow_ref", "sub", "ref_protected");

    private static final Set<Scope.Kind> CHANGING = Set.of(Scope.Kind.PROMOTE, Scope.Kind.WRITE, Scope.Kind.ADMIN);

    private ClaimRules() {}

    /** Why a claim cannot be asked for like this. */
    static Optional<String> problem(String claim, String pattern) {
        if (CHECKED_ANYWAY.contains(claim)) {
            return Optional.of("claims: " + claim
                    + " is no claim for a grant (expected one that says who comes, such as repository or sub)");
        }
        if (pattern.contains("**")) {
            return Optional.of("claims: " + claim + ": " + pattern
                    + " (expected single *, each for one or more characters without / : @)");
        }
        if (pattern.matches("[*/:@]+")) {
            return Optional.of(
                    "claims: " + claim + ": " + pattern + " fits anything (expected some of the claim's text)");
        }
        return Optional.empty();
    }

    /** What is allowed, but gives more than most would think. */
    static Optional<String> warning(Map<String, ClaimPattern> claims, Set<Scope> scopes) {
        boolean changes = scopes.stream().anyMatch(scope -> CHANGING.contains(scope.kind()));
        return changes
                        && claims.containsKey("repository")
                        && claims.keySet().stream().noneMatch(NARROWING::contains)
                ? Optional.of("jobs of every branch may move or change something (say also ref, environment or"
                        + " job_workflow_ref)")
                : Optional.empty();
    }
}

package dev.refgate.server.trust;

import dev.refgate.server.access.TokenRefusedException;
import java.util.Map;

/** Who comes with a token, as records name them. */
final class Identity {
    private static final int LONGEST = 400;

    private Identity() {}

    /**
     * @param issuer the name of who signed it
     * @param claims checked ones
     * @return for jobs of GitHub {@code github:acme/workflows@refs/heads/main (run 123)}, else the claim {@code sub}
     */
    static String of(String issuer, Map<String, Object> claims) {
        boolean isJob = claims.containsKey("repository") && claims.containsKey("ref") && claims.containsKey("run_id");
        String who = isJob
                ? claims.get("repository") + "@" + claims.get("ref") + " (run " + claims.get("run_id") + ")"
                : String.valueOf(claims.get("sub"));
        if (who.length() > LONGEST) {
            throw TokenRefusedException.invalid(
                    "what it says of its owner is too long for records (expected at most " + LONGEST + " characters)");
        }
        // What cannot be seen, or means something in Git's records, could make one owner look like another.
        return issuer + ":" + who.replaceAll("[\\p{Cntrl}\\p{Cf}<>\\u2028\\u2029]", "?");
    }
}

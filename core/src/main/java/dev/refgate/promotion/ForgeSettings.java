package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which repository of which forge, and who asks.
 *
 * @param repository {@code owner/name}
 * @param api the base of the forge's API, such as {@code https://api.github.com} or {@code https://host/api/v3}
 * @param token who asks; never shown
 */
public record ForgeSettings(String repository, URI api, String token) {
    /** Where GitHub's API is. */
    public static final URI GITHUB = URI.create("https://api.github.com");

    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern REMOTE = Pattern.compile(
            "(?:(?:https?|ssh|git)://)?(?:[^@/]*@)?([^:/]+)(?::[0-9]+)?[:/]/?([^/]+/[^/]+?)(?:\\.git)?/?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public ForgeSettings {
        if (!REPOSITORY.matcher(repository).matches()) {
            throw new InvalidArgumentException("forge repository: " + repository + " (expected owner/name)");
        }
        boolean safe =
                "https".equals(api.getScheme()) || "http".equals(api.getScheme()) && LOOPBACK.contains(api.getHost());
        if (api.getHost() == null || !safe || api.getRawQuery() != null || api.getRawUserInfo() != null) {
            throw new InvalidArgumentException("forge URL: " + api
                    + " (expected https://api.github.com, or https://HOST/api/v3 of a GitHub Enterprise Server)");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new InvalidArgumentException(
                    "forge token: (expected one in REFGATE_FORGE_TOKEN or GITHUB_TOKEN, without"
                            + " spaces or line breaks)");
        }
    }

    /**
     * A repository as its remote's URL names it.
     *
     * @param host where the remote is
     * @param repository {@code owner/name}
     */
    public record Remote(String host, String repository) {}

    /**
     * What a remote's URL says: {@code https://host/owner/name.git}, {@code git@host:owner/name.git} or {@code
     * ssh://git@host/owner/name}.
     *
     * @return empty when it is of another form
     */
    public static Optional<Remote> remote(String url) {
        Matcher matcher = REMOTE.matcher(url);
        return matcher.matches() && REPOSITORY.matcher(matcher.group(2)).matches()
                ? Optional.of(new Remote(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return repository + " at " + api;
    }
}

package dev.refgate.server.cli;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.ForgeSettings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where pull requests are. The token comes from the variables alone: other users see what stands in a command line. */
final class ForgeOptions {
    private static final String GITHUB_HOST = "github.com";

    @Option(
            names = "--forge-repository",
            paramLabel = "OWNER/NAME",
            description = "The repository on GitHub (default: what the remote's URL says, else GITHUB_REPOSITORY).")
    private @Nullable String repository;

    @Option(
            names = "--forge-url",
            paramLabel = "URL",
            description =
                    "GitHub's API; of a GitHub Enterprise Server, https://HOST/api/v3 (default: GITHUB_API_URL, else"
                            + " https://api.github.com).")
    private @Nullable URI url;

    /**
     * @param remote the URL of the remote that is worked on
     */
    ForgeSettings settings(Console console, Optional<String> remote) {
        Optional<ForgeSettings.Remote> named = remote.flatMap(ForgeSettings::remote);
        String slug = Optional.ofNullable(repository)
                .or(() -> named.map(ForgeSettings.Remote::repository))
                .or(() -> console.variable("GITHUB_REPOSITORY"))
                .orElseThrow(() -> new InvalidArgumentException(
                        "forge repository: none (expected --forge-repository owner/name, or GITHUB_REPOSITORY)"));
        String token = console.variable("REFGATE_FORGE_TOKEN")
                .or(() -> console.variable("GITHUB_TOKEN"))
                .orElseThrow(() -> new InvalidArgumentException(
                        "forge token: none (expected one in the variable REFGATE_FORGE_TOKEN or GITHUB_TOKEN)"));
        return new ForgeSettings(slug, api(console, named), token.strip());
    }

    /** A token for one host is not shown to another because a remote's URL says so. */
    private URI api(Console console, Optional<ForgeSettings.Remote> remote) {
        Optional<URI> said = Optional.ofNullable(url)
                .or(() -> console.variable("GITHUB_API_URL").map(ForgeOptions::uri));
        if (said.isEmpty()
                && repository == null
                && remote.filter(each -> !each.host().equalsIgnoreCase(GITHUB_HOST))
                        .isPresent()) {
            throw new InvalidArgumentException("forge URL: none, and the remote is on "
                    + remote.get().host() + " (expected --forge-url https://"
                    + remote.get().host() + "/api/v3, or"
                    + " GITHUB_API_URL)");
        }
        return said.orElse(ForgeSettings.GITHUB);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new InvalidArgumentException("GITHUB_API_URL: " + text + " (expected a URL)", e);
        }
    }
}

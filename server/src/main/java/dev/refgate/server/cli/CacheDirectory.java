package dev.refgate.server.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where copies are kept that may be deleted at any time. */
final class CacheDirectory {
    private CacheDirectory() {}

    /** The folder for mirrors of remotes: of the user, as the XDG rules say. */
    static Path mirrors(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("XDG_CACHE_HOME"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", ".")).resolve(".cache"))
                .resolve("refgate")
                .resolve("mirrors");
    }
}

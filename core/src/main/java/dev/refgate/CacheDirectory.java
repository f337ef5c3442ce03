package dev.refgate;

import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** Where copies are kept that may be deleted at any time. */
final class CacheDirectory {
    private CacheDirectory() {}

    /** The folder for mirrors of remotes: of the user, as the XDG rules say, and for nobody else to look into. */
    static Path mirrors(Map<String, String> variables) {
        Path cache = Optional.ofNullable(variables.get("XDG_CACHE_HOME"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", ".")).resolve(".cache"))
                .resolve("refgate");
        try {
            Files.createDirectories(cache);
            if (Files.getFileStore(cache).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new RepositoryException(
                    "cache: " + cache + " cannot be written: " + e
                            + " (expected a folder of this user's: set XDG_CACHE_HOME to one, or use a clone and --remote)",
                    e);
        }
        return cache.resolve("mirrors");
    }
}

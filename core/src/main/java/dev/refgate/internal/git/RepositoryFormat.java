package dev.refgate.internal.git;

import dev.refgate.error.RepositoryException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Refuses repositories whose files would be misread. */
final class RepositoryFormat {
    private static final String EXTENSIONS = "extensions";
    private static final Set<String> HARMLESS = Set.of(
            "noop",
            "noop-v1",
            "objectformat",
            "partialclone",
            "preciousobjects",
            "refstorage",
            "relativeworktrees",
            "worktreeconfig");

    private RepositoryFormat() {}

    /**
     * @throws RepositoryException when the repository is in a format that is not known here; says what to do
     */
    static void check(GitFolders folders) {
        Config config = read(folders);
        require(
                folders,
                "extensions.objectFormat",
                config.getString(EXTENSIONS, null, "objectFormat"),
                "sha1",
                "push its " + "branches to a repository made by git init --object-format=sha1");
        require(
                folders,
                "extensions.refStorage",
                config.getString(EXTENSIONS, null, "refStorage"),
                "files",
                "run git -C " + folders.root() + " refs migrate --ref-format=files");
        int version = config.getInt("core", null, "repositoryFormatVersion", 0);
        if (version > 1) {
            throw unknown(folders, "core.repositoryFormatVersion", Integer.toString(version), "0 or 1");
        }
        if (version == 1) {
            checkExtensions(folders, config);
        }
    }

    private static void checkExtensions(GitFolders folders, Config config) {
        for (String extension : config.getNames(EXTENSIONS)) {
            if (!HARMLESS.contains(extension.toLowerCase(Locale.ROOT))) {
                throw unknown(folders, "extension", extension, "one that this version of Refgate knows");
            }
        }
    }

    private static void require(
            GitFolders folders, String key, @Nullable String value, String expected, String remedy) {
        if (value != null && !value.equalsIgnoreCase(expected)) {
            throw new RepositoryException("repository: " + folders.root() + " has " + key + " = " + value
                    + " (expected " + expected + "; " + remedy + ")");
        }
    }

    private static RepositoryException unknown(GitFolders folders, String what, String value, String expected) {
        return new RepositoryException("repository: " + folders.root() + " has " + what + " " + value + " (expected "
                + expected + "; clone it anew with: git clone --bare " + folders.root() + " COPY.git)");
    }

    private static Config read(GitFolders folders) {
        FileBasedConfig config =
                new FileBasedConfig(folders.commonDir().resolve("config").toFile(), FS.DETECTED);
        try {
            config.load();
        } catch (IOException | ConfigInvalidException e) {
            throw new RepositoryException(
                    "repository: " + config.getFile() + " cannot be read: " + e.getMessage()
                            + " (see: git config --file " + config.getFile() + " --list)",
                    e);
        }
        return config;
    }
}

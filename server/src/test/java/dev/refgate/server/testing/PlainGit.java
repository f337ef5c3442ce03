package dev.refgate.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository that the {@code git} program writes, without the host's configuration: what users do by hand. */
public final class PlainGit {
    private final Path folder;

    private PlainGit(Path folder) {
        this.folder = folder;
    }

    /** A new repository with a work tree and no commit. */
    public static PlainGit init(Path folder) {
        PlainGit git = new PlainGit(existing(folder));
        git.git("init", "--quiet", "-b", "main");
        return git;
    }

    /** The repository that is there. */
    public static PlainGit at(Path folder) {
        return new PlainGit(folder);
    }

    public Path folder() {
        return folder;
    }

    public PlainGit write(String path, String content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PlainGit copy(Path tree) {
        try (var paths = Files.walk(tree)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                write(tree.relativize(file).toString(), Files.readString(file));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits everything that is there; returns the commit's id. */
    public String commit(String message) {
        git("add", "--all");
        git("commit", "--quiet", "-m", message);
        return git("rev-parse", "HEAD");
    }

    public void updateRef(String ref, String commit) {
        git("update-ref", ref, commit);
    }

    /** Runs git in the folder; returns what it printed, without the last line's end. */
    public String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        return run(command, folder);
    }

    /** Runs a line of a shell, as a user would who copied it; for git, which it runs like {@link #git}. */
    public static String shell(Path folder, String line) {
        return run(List.of("sh", "-c", line), folder);
    }

    private static String run(List<String> command, Path folder) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(existing(folder).toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "GIT_CONFIG_NOSYSTEM", "1",
                        "GIT_CONFIG_GLOBAL", "/dev/null",
                        "GIT_AUTHOR_NAME", "Ada",
                        "GIT_AUTHOR_EMAIL", "ada@example.com",
                        "GIT_COMMITTER_NAME", "Ada",
                        "GIT_COMMITTER_EMAIL", "ada@example.com"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path existing(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.refgate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A repository that the real {@code git} program makes and changes, whatever the machine's configuration says. Commits
 * have fixed people and dates, one minute apart, so that equal steps give equal commit ids.
 */
public final class GitRepo {
    /** The author and committer of all commits. */
    public static final String AUTHOR = "Ada Lovelace";

    private static final long FIRST_COMMIT = 1_767_225_600; // 2026-01-01T00:00:00Z

    private final Path folder;
    private long clock;

    private GitRepo(Path folder, long clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** A new repository with a work tree, on an unborn branch {@code main}. */
    public static GitRepo create(Path folder) {
        return init(folder);
    }

    /** A new bare repository. */
    public static GitRepo createBare(Path folder) {
        return init(folder, "--bare");
    }

    /**
     * @param options of {@code git init}
     */
    public static GitRepo init(Path folder, String... options) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        GitRepo repo = new GitRepo(folder, FIRST_COMMIT);
        List<String> arguments = new ArrayList<>(List.of("init", "--quiet", "--initial-branch=main"));
        arguments.addAll(List.of(options));
        repo.git(arguments.toArray(String[]::new));
        return repo;
    }

    /** The repository that is in {@code folder} already. */
    public static GitRepo at(Path folder) {
        return new GitRepo(folder, FIRST_COMMIT);
    }

    /** Where it is: the work tree, or the bare repository. */
    public Path folder() {
        return folder;
    }

    /** Its Git folder: {@code .git}, or the bare repository itself. */
    public Path gitDir() {
        return Path.of(git("rev-parse", "--absolute-git-dir"));
    }

    /** Writes a file of the work tree, and the folders above it. */
    public GitRepo write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file of the work tree, and the folders above it. */
    public GitRepo write(String path, byte[] content) {
        Path file = folder.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Removes a file or folder of the work tree, with everything in it. */
    public GitRepo remove(String path) {
        git("rm", "-r", "--quiet", "--force", "--", path);
        return this;
    }

    /**
     * Commits the work tree as it is; without a change, an empty commit.
     *
     * @return the commit's id
     */
    public String commit(String message) {
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--allow-empty-message", "--message", message);
        return head();
    }

    /**
     * Writes one file and commits.
     *
     * @return the commit's id
     */
    public String commit(String path, String content, String message) {
        return write(path, content).commit(message);
    }

    /** The commit that HEAD is at. */
    public String head() {
        return revParse("HEAD");
    }

    /** The object id that an expression of Git's stands for. */
    public String revParse(String expression) {
        return git("rev-parse", "--verify", "--end-of-options", expression);
    }

    /** Makes or moves a ref. */
    public GitRepo updateRef(String ref, String commit) {
        git("update-ref", ref, commit);
        return this;
    }

    /** Removes a ref. */
    public GitRepo deleteRef(String ref) {
        git("update-ref", "-d", ref);
        return this;
    }

    /** Makes or moves a lightweight tag. */
    public GitRepo tag(String name, String target) {
        git("tag", "--force", name, target);
        return this;
    }

    /** Makes or moves an annotated tag. */
    public GitRepo annotatedTag(String name, String target) {
        git("tag", "--force", "--annotate", "--message", "tag " + name, name, target);
        return this;
    }

    /**
     * Clones this repository over a transport, with {@code options} of {@code git clone} such as {@code --bare} or {@code
     * --depth=1}.
     */
    public GitRepo cloneTo(Path target, String... options) {
        List<String> arguments = new ArrayList<>(List.of("clone", "--quiet"));
        arguments.addAll(List.of(options));
        arguments.add("file://" + folder.toAbsolutePath());
        arguments.add(target.toAbsolutePath().toString());
        git(arguments.toArray(String[]::new));
        return new GitRepo(target, clock);
    }

    /**
     * Runs git in the repository's folder.
     *
     * @return what it wrote to its standard output, without white space around it
     * @throws IllegalStateException when it fails, with what it said
     */
    public String git(String... arguments) {
        return gitWithInput("", arguments);
    }

    /** Runs git with a standard input; else like {@link #git}. */
    public String gitWithInput(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("git", ".err");
            try {
                return run(command, input, errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + command, e);
        }
    }

    private String run(List<String> command, String input, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        isolate(builder.environment());
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    command + " in " + folder + " failed: " + Files.readString(errors) + output);
        }
        return output;
    }

    private synchronized void isolate(Map<String, String> environment) {
        String date = clock + " +0000";
        clock += 60;
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.putAll(Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_AUTHOR_NAME", AUTHOR,
                "GIT_AUTHOR_EMAIL", "ada@example.com",
                "GIT_COMMITTER_NAME", AUTHOR,
                "GIT_COMMITTER_EMAIL", "ada@example.com",
                "GIT_AUTHOR_DATE", date,
                "GIT_COMMITTER_DATE", date,
                "LC_ALL", "C"));
    }
}

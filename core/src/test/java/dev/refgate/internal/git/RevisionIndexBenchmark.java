package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.RevisionHistory.Entry;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Prints how long the index takes, and C git for the same. Run {@link #main} by hand, with a folder that the repository
 * is generated in, or is found in from a run before; optionally the numbers of commits and of workflows.
 */
final class RevisionIndexBenchmark {
    private static final int CHANGES_PER_COMMIT = 3;
    private static final int EXTENSION = 100;
    private static final int ROUNDS = 7;

    private final GitRepo repo;
    private final Path files;
    private final int workflows;
    private final String tip;

    private RevisionIndexBenchmark(GitRepo repo, Path files, int workflows) {
        this.repo = repo;
        this.files = files;
        this.workflows = workflows;
        this.tip = repo.revParse("refs/heads/main");
    }

    /** {@code <folder> [commits] [workflows]}. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int commits = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        int workflows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
        Path repository = folder.resolve("history-" + commits + "x" + workflows + ".git");
        if (!Files.exists(repository)) {
            long start = System.nanoTime();
            generate(GitRepo.createBare(repository), commits, workflows);
            GitRepo.at(repository).git("repack", "-a", "-d", "-f", "--quiet");
            System.out.printf(
                    "generated, and packed as git gc does it, in %.1f s%n", (System.nanoTime() - start) / 1e9);
        }
        Path files = Files.createTempDirectory(folder, "index");
        new RevisionIndexBenchmark(GitRepo.at(repository), files, workflows).run();
    }

    private void run() throws Exception {
        System.out.printf(
                "%s commits, %d workflows; Java %s, %s%n",
                repo.git("rev-list", "--first-parent", "--count", tip),
                workflows,
                System.getProperty("java.version"),
                repo.git("version"));
        double[] builds = measure(3, round -> open(files.resolve("build" + round), tip));
        Path built = files.resolve("build0");
        report("build from nothing, first in this process", builds[0]);
        report("build from nothing, median of 3", median(builds));
        System.out.printf("size of the file: %.2f MB%n", Files.size(built) / 1e6);
        report("open the file, first", measure(1, round -> open(built, tip))[0]);
        report("open the file", median(measure(ROUNDS, round -> open(built, tip))));
        extend();
        double history = histories(built);
        double git = git();
        report("one workflow's history, C git log --first-parent without commit-graph", git);
        System.out.printf("%-75s %10.1f times%n", "ratio", git / history);
        double names = gitOutput();
        report("the same with author, time and subject", names);
    }

    private void extend() throws Exception {
        String before = repo.revParse(tip + "~" + EXTENSION);
        Path template = files.resolve("before");
        open(template, before);
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Path copy = Files.copy(template, files.resolve("extend" + round));
            try (ObjectAccess objects = RevisionIndexFixture.objects(repo)) {
                RevisionIndex index = new RevisionIndex(objects, copy);
                index.at(new CommitId(before));
                long start = System.nanoTime();
                index.at(new CommitId(tip));
                times[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        report("extend by " + EXTENSION + " commits, written to the file, first", times[0]);
        report("extend by " + EXTENSION + " commits, written to the file", median(times));
    }

    private double histories(Path built) throws Exception {
        try (ObjectAccess objects = RevisionIndexFixture.objects(repo)) {
            RevisionIndex index = new RevisionIndex(objects, built);
            report("one workflow's history, first (opens the file)", measure(1, round -> read(objects, index, 0))[0]);
            double warm = median(measure(200, round -> read(objects, index, 1 + round)));
            report(
                    "one workflow's history, warm, index alone",
                    median(measure(2000, round -> index.at(new CommitId(tip)).revisions(workflow(round)))));
            report("one workflow's history, warm, with author, time and subject", warm);
            return warm;
        }
    }

    /** As it is shown: newest first, with what the commits say. */
    private void read(ObjectAccess objects, RevisionIndex index, int number) {
        RevisionHistory history = index.at(new CommitId(tip));
        int characters = objects.read((repository, walk) -> {
            walk.setRetainBody(true);
            int sum = 0;
            for (Entry entry : history.revisions(workflow(number))) {
                RevCommit commit =
                        walk.parseCommit(ObjectId.fromString(entry.commit().hex()));
                sum += commit.getShortMessage().length()
                        + commit.getAuthorIdent().getName().length();
            }
            return sum;
        });
        if (characters == 0) {
            throw new IllegalStateException("no revisions of " + workflow(number));
        }
    }

    private double git() throws Exception {
        return median(measure(
                5,
                round -> repo.git(
                        "-c",
                        "core.commitGraph=false",
                        "log",
                        "--first-parent",
                        "--format=%H",
                        tip,
                        "--",
                        path(round))));
    }

    private double gitOutput() throws Exception {
        return median(measure(
                5,
                round -> repo.git(
                        "-c",
                        "core.commitGraph=false",
                        "log",
                        "--first-parent",
                        "--format=%H %an %at %s",
                        tip,
                        "--",
                        path(round))));
    }

    private String path(int number) {
        return "workflows/" + workflow(number);
    }

    private WorkflowId workflow(int number) {
        return new WorkflowId(name(number % workflows));
    }

    private void open(Path file, String at) {
        RevisionIndexFixture.history(repo, file, at);
    }

    @FunctionalInterface
    private interface Work {
        void run(int round) throws Exception;
    }

    private static double[] measure(int rounds, Work work) throws Exception {
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            work.run(round);
            times[round] = (System.nanoTime() - start) / 1e6;
        }
        return times;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void report(String what, double milliseconds) {
        System.out.printf("%-75s %10.3f ms%n", what, milliseconds);
    }

    private static String name(int workflow) {
        return "workflow-%05d".formatted(workflow);
    }

    /** Each commit changes some workflows at random, so each has as many revisions as the next. */
    private static void generate(GitRepo repo, int commits, int workflows) throws IOException, InterruptedException {
        Random random = new Random(1);
        Process git = new ProcessBuilder("git", "fast-import", "--quiet")
                .directory(repo.folder().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedWriter stream =
                new BufferedWriter(new OutputStreamWriter(git.getOutputStream(), StandardCharsets.UTF_8))) {
            for (int commit = 0; commit < commits; commit++) {
                stream.write("commit refs/heads/main\ncommitter Ada Lovelace <ada@example.com> %d +0000\n"
                        .formatted(1_767_225_600 + commit * 60L));
                data(stream, "Change the workflows, step " + commit);
                long[] changed = commit == 0
                        ? LongStream.range(0, workflows).toArray()
                        : random.longs(CHANGES_PER_COMMIT, 0, workflows).toArray();
                for (long workflow : changed) {
                    stream.write("M 100644 inline workflows/" + name((int) workflow) + "/workflow.yml\n");
                    data(stream, "version: 1\nname: Workflow " + workflow + "\ndescription: step " + commit + "\n");
                }
                stream.write('\n');
            }
        }
        if (git.waitFor() != 0) {
            throw new IllegalStateException("git fast-import failed: " + git.exitValue());
        }
    }

    private static void data(BufferedWriter stream, String text) throws IOException {
        stream.write("data %d\n%s\n".formatted(text.length(), text));
    }
}

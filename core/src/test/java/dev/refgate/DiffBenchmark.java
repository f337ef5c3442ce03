package dev.refgate;

import dev.refgate.diff.RepositoryDiff;
import dev.refgate.report.TerminalDiff;
import dev.refgate.testing.GitRepo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Prints how long the difference of two environments takes, and C git for the same. Run {@link #main} by hand, with a
 * folder that the repository is generated in, or is found in from a run before; optionally the numbers of workflows and of
 * those that differ.
 */
final class DiffBenchmark {
    private static final int ROUNDS = 101;
    private static final String FROM = "refs/heads/env/production";
    private static final String TO = "refs/heads/env/staging";

    private DiffBenchmark() {}

    /** {@code <folder> [workflows] [differing]}. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int workflows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int differing = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Path repository = folder.resolve("diff-" + workflows + "x" + differing);
        if (!Files.exists(repository)) {
            generate(GitRepo.create(repository), workflows, differing);
        }
        run(GitRepo.at(repository));
    }

    private static void run(GitRepo repo) {
        System.out.printf("Java %s, %s%n", System.getProperty("java.version"), repo.git("version"));
        Side from = Side.named("production");
        Side to = Side.named("staging");
        long start = System.nanoTime();
        try (Refgate refgate = Refgate.open(repo.folder(), Refgate.Options.defaults())) {
            RepositoryDiff first = refgate.diff(from, to, Set.of());
            System.out.printf("%d workflows differ%n", first.count());
            report("opened and compared, first in this process", (System.nanoTime() - start) / 1e6);
            report("compared, median of " + ROUNDS, median(() -> refgate.diff(from, to, Set.of())));
            report(
                    "compared, this thread's processor time, mean",
                    processorTime(() -> refgate.diff(from, to, Set.of())));
            report(
                    "and rendered for a terminal",
                    median(() -> new TerminalDiff(false).render(refgate.diff(from, to, Set.of()))));
            start = System.nanoTime();
            refgate.diff(Side.named("latest"), Side.workTree(), Set.of());
            report("latest compared with the work tree", (System.nanoTime() - start) / 1e6);
        }
        report("C git diff --stat", median(() -> repo.git("diff", "--stat", FROM, TO)));
        report("C git diff", median(() -> repo.git("diff", FROM, TO)));
        report("C git version (what a process costs)", median(() -> repo.git("version")));
    }

    private static double median(Supplier<?> work) {
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            if (work.get() == null) {
                throw new IllegalStateException("nothing came of it");
            }
            times[round] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    /** On a machine that does other things as well, this tells more than the time on the wall. */
    private static double processorTime(Supplier<?> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            work.get();
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e6 / ROUNDS;
    }

    private static void report(String what, double milliseconds) {
        System.out.printf("%-50s %10.1f ms%n", what, milliseconds);
    }

    /** Production is one commit before the others; packed as git gc does it. */
    private static void generate(GitRepo repo, int workflows, int differing) {
        StringBuilder stream = new StringBuilder();
        commit(stream, "all");
        file(stream, "refgate.yml", SampleRepository.POLICY);
        for (int i = 0; i < workflows; i++) {
            file(stream, path(i), SampleRepository.greeting("hello " + i));
        }
        commit(stream, "some");
        for (int i = 0; i < differing; i++) {
            int changed = i * (workflows / differing);
            file(stream, path(changed), SampleRepository.greeting("goodbye " + changed));
        }
        repo.gitWithInput(stream.toString(), "fast-import", "--quiet");
        repo.updateRef(TO, "refs/heads/main").updateRef(FROM, "refs/heads/main~1");
        repo.git("repack", "-a", "-d", "-f", "--quiet");
        repo.git("reset", "--hard", "--quiet");
    }

    private static String path(int number) {
        return "workflows/workflow-%05d/workflow.yml".formatted(number);
    }

    private static void commit(StringBuilder stream, String message) {
        stream.append("commit refs/heads/main\ncommitter Ada Lovelace <ada@example.com> 1767225600 +0000\n");
        data(stream, message);
    }

    private static void file(StringBuilder stream, String path, String content) {
        stream.append("M 100644 inline ").append(path).append('\n');
        data(stream, content);
    }

    private static void data(StringBuilder stream, String text) {
        stream.append("data ").append(text.length()).append('\n').append(text).append('\n');
    }
}

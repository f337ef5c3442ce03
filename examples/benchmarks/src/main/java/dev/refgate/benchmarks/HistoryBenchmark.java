package dev.refgate.benchmarks;

import dev.refgate.Refgate;
import dev.refgate.repository.WorkflowId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** One workflow's revisions, with what the commits say of them and where they run: the index, and {@code git log}. */
final class HistoryBenchmark {
    private static final int COMMITS = 20_000;
    private static final int WORKFLOWS = 1_000;
    private static final int NEW_COMMITS = 100;
    private static final double WARM_TARGET = 20;
    private static final double RATIO_TARGET = 20;
    private static final double BUILD_TARGET = 30_000;
    private static final double EXTEND_TARGET = 100;

    void run() throws IOException {
        System.out.printf(
                "%n## History: %,d commits × %,d workflows, JDK %d, %s%n%n",
                COMMITS, WORKFLOWS, Runtime.version().feature(), Machine.load());
        try (GeneratedHistory repository = GeneratedHistory.create(WORKFLOWS, COMMITS)) {
            repository.git().run("update-ref", "refs/heads/env/staging", "main~10");
            Path index = index(repository);
            Times build = Times.of(3, round -> delete(index), round -> historyAnew(repository));
            Times extend = extend(repository, index);
            Times warm = warm(repository);
            Times log = Times.of(
                    5,
                    round -> repository
                            .git()
                            .run(
                                    "-c",
                                    "core.commitGraph=false",
                                    "log",
                                    "--first-parent",
                                    "--format=%H %an %at %s",
                                    "main",
                                    "--",
                                    GeneratedHistory.folder(round)));
            System.out.println("| | ms | target |");
            System.out.println("| --- | ---: | --- |");
            row("index from nothing, first in the process", build.first(), Report.atMost(build.first(), BUILD_TARGET));
            row("index from nothing, median of 3", build.median(), Report.atMost(build.median(), BUILD_TARGET));
            row("index extended by 100 commits, first", extend.first(), "");
            row(
                    "index extended by 100 commits, median of 7",
                    extend.median(),
                    Report.atMost(extend.median(), EXTEND_TARGET));
            row("one workflow's history, warm, median of 200", warm.warm(), Report.atMost(warm.warm(), WARM_TARGET));
            row("git log --first-parent, without commit-graph, median of 5", log.median(), "");
            double ratio = log.median() / warm.warm();
            System.out.printf("%n%.0f times faster: target %s%n", ratio, Report.atLeast(ratio, RATIO_TARGET));
        }
    }

    private static void row(String what, double millis, String target) {
        System.out.printf("| %s | %,.2f | %s |%n", what, millis, target);
    }

    /** Where the index is kept. */
    private static Path index(GeneratedHistory repository) throws IOException {
        historyAnew(repository);
        try (var files = Files.walk(repository.path().resolve(".git/refgate"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".revisions"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void historyAnew(GeneratedHistory repository) {
        try (Refgate refgate = open(repository)) {
            history(refgate, 0);
        }
    }

    private static Times extend(GeneratedHistory repository, Path index) throws IOException {
        String tip = repository.git().run("rev-parse", "main");
        repository.git().run("update-ref", "refs/heads/main", "main~" + NEW_COMMITS);
        delete(index);
        historyAnew(repository);
        Path before = Files.copy(index, index.resolveSibling("before"), StandardCopyOption.REPLACE_EXISTING);
        Refgate[] refgate = new Refgate[1];
        Times times = Times.of(
                7,
                round -> {
                    repository.git().run("update-ref", "refs/heads/main", tip + "~" + NEW_COMMITS);
                    copy(before, index);
                    refgate[0] = open(repository);
                    history(refgate[0], 0);
                    repository.git().run("update-ref", "refs/heads/main", tip);
                },
                round -> history(refgate[0], 0));
        Files.delete(before);
        return times;
    }

    private static Times warm(GeneratedHistory repository) {
        try (Refgate refgate = open(repository)) {
            return Times.of(400, round -> history(refgate, round));
        }
    }

    private static void history(Refgate refgate, int round) {
        WorkflowId workflow = new WorkflowId(GeneratedHistory.workflow(round % WORKFLOWS));
        if (refgate.history(workflow).isEmpty()) {
            throw new IllegalStateException("no revisions of " + workflow);
        }
    }

    private static Refgate open(GeneratedHistory repository) {
        return Refgate.open(repository.path(), Refgate.Options.defaults());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.refgate.benchmarks;

import dev.refgate.Refgate;
import dev.refgate.Side;
import java.io.IOException;
import java.util.Set;
import java.util.stream.IntStream;

/** The difference of two environments that have most in common, and of a commit and the work tree; beside git diff. */
final class DiffBenchmark {
    private static final int WORKFLOWS = 10_000;
    private static final int DIFFERING = 10;
    private static final int ROUNDS = 200;
    private static final int MOVES = 40;
    private static final double TARGET = 100;
    private static final double RATIO_TARGET = 2;
    private static final Side FROM = Side.named("production");
    private static final Side TO = Side.named("staging");

    void run() throws IOException {
        System.out.printf(
                "%n## Difference in %d of %,d workflows, JDK %d, %s%n%n",
                DIFFERING, WORKFLOWS, Runtime.version().feature(), Machine.load());
        try (GeneratedHistory repository = GeneratedHistory.create(WORKFLOWS, 1)) {
            Git git = repository.git();
            git.run("update-ref", "refs/heads/env/production", "main");
            repository.change(IntStream.range(0, DIFFERING)
                    .map(i -> i * (WORKFLOWS / DIFFERING))
                    .toArray());
            git.run("update-ref", "refs/heads/env/staging", "main");
            git.run("repack", "-a", "-d", "--quiet");
            git.run("reset", "--hard", "--quiet");
            System.out.println("| | ms | target |");
            System.out.println("| --- | ---: | --- |");
            measure(repository);
        }
    }

    private static void measure(GeneratedHistory repository) {
        Git git = repository.git();
        try (Refgate refgate = Refgate.open(repository.path(), Refgate.Options.defaults())) {
            Times diff = Times.of(ROUNDS, round -> diff(refgate, FROM, TO, DIFFERING));
            Times stat = Times.of(ROUNDS, round -> git.run("diff", "--stat", "env/production", "env/staging"));
            Times workTree = Times.of(20, round -> diff(refgate, Side.named("latest"), Side.workTree(), 0));
            Times status = Times.of(20, round -> git.run("diff", "--stat", "main"));
            Times moved = Times.of(MOVES, round -> move(repository), round -> diff(refgate, FROM, TO, DIFFERING));
            Times movedStat = Times.of(
                    MOVES,
                    round -> move(repository),
                    round -> git.run("diff", "--stat", "env/production", "env/staging"));
            row("environments, first in the process", diff.first(), "");
            row("environments, warm", diff.warm(), Report.atMost(diff.warm(), TARGET));
            row("environments, warm, processor time", diff.processor(), "");
            row("git diff --stat", stat.warm(), "");
            row("environments, one of which has moved since, warm", moved.warm(), "");
            row("git diff --stat of the same", movedStat.warm(), "");
            row("a commit and the work tree, warm", workTree.warm(), "");
            row("a commit and the work tree, warm, processor time", workTree.processor(), "");
            row("git diff --stat of the same", status.warm(), "");
            double ratio = diff.warm() / stat.warm();
            System.out.printf("%n%.2f times git diff --stat: target %s%n", ratio, Report.atMost(ratio, RATIO_TARGET));
        }
    }

    /** What is compared next is in no memory: a commit with another workflow of the same name, and so another tree. */
    private static void move(GeneratedHistory repository) {
        repository.change(0);
        repository.git().run("update-ref", "refs/heads/env/staging", "main");
    }

    private static void diff(Refgate refgate, Side from, Side to, int expected) {
        int found = refgate.diff(from, to, Set.of()).count();
        if (found != expected) {
            throw new IllegalStateException(found + " workflows differ");
        }
    }

    private static void row(String what, double millis, String target) {
        System.out.printf("| %s | %,.1f | %s |%n", what, millis, target);
    }
}

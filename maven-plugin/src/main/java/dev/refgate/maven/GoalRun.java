package dev.refgate.maven;

import dev.refgate.ExitCode;
import dev.refgate.error.RefgateException;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Runs a goal to its verdict: asks, writes what came of it, tells it in the log, and fails the build when it has to. All of it
 * is written before the build fails.
 *
 * @param files where results are written
 * @param hints how the command is written that helps
 * @param ignoresNo whether the build goes on when the answer is no
 */
record GoalRun(ResultFiles files, Hints hints, boolean ignoresNo, Log log) {

    /**
     * @param question asks the engine
     * @param fix the goal with its properties that helps when the answer is no
     * @throws MojoFailureException when the answer is no
     * @throws MojoExecutionException when there is no answer
     */
    void answer(Supplier<Result> question, String fix) throws MojoExecutionException, MojoFailureException {
        try {
            conclude(question.get().orElse(fix));
        } catch (RefgateException e) {
            conclude(Result.of(e).orElse(fix));
        } catch (RuntimeException e) {
            Result result = Result.of(e);
            files.write(result, result.summary());
            throw new MojoExecutionException(result.summary() + "\nThis was not foreseen.", e);
        }
    }

    private void conclude(Result result) throws MojoExecutionException, MojoFailureException {
        String told = told(result);
        files.write(result, told);
        if (result.code() == ExitCode.DONE) {
            log.info("Refgate: " + result.summary());
            more(result).lines().forEach(log::info);
        } else if (result.isNo() && ignoresNo) {
            told.lines().forEach(log::warn);
        } else if (result.isNo()) {
            throw new MojoFailureException(told);
        } else {
            throw new MojoExecutionException(told);
        }
    }

    /** The verdict, the reason, and the command that helps. */
    private String told(Result result) {
        StringBuilder told = new StringBuilder(result.verdict().toUpperCase(Locale.ROOT));
        told.append(": ").append(result.summary());
        String more = more(result);
        if (result.isNo() && !more.isEmpty()) {
            told.append('\n').append(more);
        }
        return told.append("\nNext: ").append(hints.after(result)).toString();
    }

    /** What the text says beyond the summary. */
    private static String more(Result result) {
        String text = result.text();
        boolean repeats = text.startsWith(result.summary() + System.lineSeparator());
        return (repeats ? text.substring(result.summary().length()) : text).strip();
    }
}

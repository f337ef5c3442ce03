package dev.refgate.maven;

import dev.refgate.document.Problem;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;

/** How a goal tells what is wrong in a repository's files. */
final class ProblemReport {
    private ProblemReport() {}

    static void failIfAny(List<Problem> problems, File repository) throws MojoFailureException {
        if (problems.isEmpty()) {
            return;
        }
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        throw new MojoFailureException(count + " in " + repository + ":\n"
                + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n")));
    }
}

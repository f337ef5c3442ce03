package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.RepositoryFolder;
import dev.refgate.document.Problem;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks refgate.yml and all workflows, as they are on disk, committed or not, or at a revision. Fails with everything that is
 * wrong at once, each with its file, line and column.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public final class ValidateMojo extends RefgateMojo {

    /** Check the files of this commit, branch, tag or latest. By default those on disk. */
    @Parameter(property = "refgate.revision")
    private @Nullable String revision;

    /** Leave out this goal. */
    @Parameter(property = "refgate.validate.skip", defaultValue = "false")
    private boolean skipValidate;

    @Override
    boolean isSkipped() {
        return skipValidate;
    }

    @Override
    Result ask() {
        List<Problem> problems = revision == null ? new RepositoryFolder(folder()).problems() : atRevision(revision);
        return Reports.problems(problems);
    }

    private List<Problem> atRevision(String name) {
        try (Refgate refgate = open()) {
            return refgate.validate(name);
        }
    }
}

package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.document.Problem;
import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks refgate.yml and all workflows of a folder, as they are on disk, committed or not. Fails with everything that is
 * wrong at once, each with its file, line and column. Needs no project: it can be called in any folder.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, requiresProject = false, threadSafe = true)
public final class ValidateMojo extends AbstractMojo {

    /** The folder that has refgate.yml at its root. */
    @Parameter(property = "refgate.repository", defaultValue = "${basedir}", required = true)
    private File repository = new File(".");

    /** Whether to leave out every goal of Refgate. */
    @Parameter(property = "refgate.skip", defaultValue = "false")
    private boolean skip;

    /** Whether to leave out this goal. */
    @Parameter(property = "refgate.validate.skip", defaultValue = "false")
    private boolean skipValidate;

    /** For Maven, which sets the parameters. */
    public ValidateMojo() {}

    ValidateMojo(File repository, boolean skip, boolean skipValidate) {
        this.repository = repository;
        this.skip = skip;
        this.skipValidate = skipValidate;
    }

    @Override
    public void execute() throws MojoFailureException {
        if (skip || skipValidate) {
            getLog().info("Refgate: validation is skipped");
            return;
        }
        List<Problem> problems = Refgate.validateFolder(repository.toPath());
        ProblemReport.failIfAny(problems, repository);
        getLog().info("Refgate: " + repository + " is valid");
    }
}

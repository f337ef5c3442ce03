package dev.refgate.maven;

import dev.refgate.Refgate;
import dev.refgate.RepositoryPlace;
import dev.refgate.repository.WorkflowId;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What all goals have: a repository, a place for results, and switches. */
@SuppressWarnings("NullAway.Init") // Maven sets the annotated fields
abstract class RefgateMojo extends AbstractMojo {

    /** The workflow repository: a folder (a work tree or a bare repository), or the URL of a remote. */
    @Parameter(property = "refgate.repository", defaultValue = "${basedir}", required = true)
    private String repository;

    /**
     * Read and move this remote of the repository instead: a name such as origin, or any URL or path. The variable
     * REFGATE_REMOTE counts where this is not said.
     */
    @Parameter(property = "refgate.remote")
    private @Nullable String remote;

    /** The source branch, whose refgate.yml counts. By default the one that HEAD names. */
    @Parameter(property = "refgate.source")
    private @Nullable String source;

    /**
     * The id of a server entry in settings.xml with what opens the remote: user name and password (or token) for HTTP, private
     * key and passphrase for SSH. Maven decrypts them. Without it the variables REFGATE_REMOTE_USER, REFGATE_REMOTE_TOKEN,
     * REFGATE_SSH_KEY and REFGATE_SSH_PASSPHRASE count.
     */
    @Parameter(property = "refgate.serverId")
    private @Nullable String serverId;

    /**
     * Where results are written: result.json, and a JSON, a Markdown and an HTML file of each goal. By default refgate in the
     * project's build directory, target; without a project in target of the folder in which Maven was started.
     */
    @Parameter(property = "refgate.outputDirectory")
    private @Nullable String outputDirectory;

    /** Go on with the build when the answer is no: it is a warning then, and in result.json. */
    @Parameter(property = "refgate.failureIgnore", defaultValue = "false")
    private boolean failureIgnore;

    /** Leave out every goal of Refgate. */
    @Parameter(property = "refgate.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File base;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Component
    private SettingsDecrypter decrypter;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || isSkipped()) {
            getLog().info("Refgate: " + execution.getGoal() + " is skipped");
            return;
        }
        run().answer(this::ask, fix());
    }

    /** Whether this goal is left out by a switch of its own. */
    abstract boolean isSkipped();

    /** Binds what was said to one question to the engine, and returns what it says. */
    abstract Result ask();

    /** The goal with its properties that helps when the answer is no. */
    String fix() {
        return execution.getGoal();
    }

    private GoalRun run() {
        ResultFiles files = new ResultFiles(results(), execution.getGoal(), execution.getExecutionId());
        return new GoalRun(
                files, new Hints(execution.getGoal(), prefix(), session.getUserProperties()), failureIgnore, getLog());
    }

    /** The build directory of what is no project has no folder that it is in. */
    private Path results() {
        if (outputDirectory != null) {
            return resolved(outputDirectory);
        }
        MavenProject project = session.getCurrentProject();
        boolean hasFolder = project != null && project.getBasedir() != null;
        return resolved(hasFolder ? project.getBuild().getDirectory() : "target")
                .resolve("refgate");
    }

    /** Projects that name the plugin know its prefix; elsewhere it takes its coordinates. */
    private String prefix() {
        String key = execution.getGroupId() + ":" + execution.getArtifactId();
        boolean known = session.getCurrentProject() != null
                && session.getCurrentProject().getPlugin(key) != null;
        return known ? "refgate" : key + ":" + execution.getVersion();
    }

    /** Opens the repository, or the remote. */
    final Refgate open() {
        Refgate.Options defaults = Refgate.Options.defaults();
        return place().open(new Refgate.Options(
                Optional.ofNullable(source), defaults.settings(), defaults.limits(), defaults.clock()));
    }

    /** Which repository is meant. */
    final RepositoryPlace place() {
        return new Whereabouts(base.toPath(), repository, Optional.ofNullable(remote)).place(variables());
    }

    /** The folder with the files, for goals that read those on disk. */
    final Path folder() {
        return base.toPath().resolve(repository);
    }

    /** A path as somebody wrote it. */
    final Path resolved(String path) {
        return base.toPath().resolve(path);
    }

    private Map<String, String> variables() {
        return credentials().variables(Optional.ofNullable(serverId), System.getenv());
    }

    final Credentials credentials() {
        return new Credentials(session.getSettings(), decrypter);
    }

    /** In a multi-line or comma-separated list there may be spaces around an item. */
    static List<WorkflowId> ids(List<String> names) {
        return names.stream().map(String::strip).map(WorkflowId::new).toList();
    }
}

package dev.refgate;

import dev.refgate.document.Problem;
import dev.refgate.environment.Environment;
import dev.refgate.environment.Settings;
import dev.refgate.policy.Policy;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.Cancellation;
import dev.refgate.run.RunLimits;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunPins;
import dev.refgate.run.RunResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entry: one workflow repository, and everything that can be asked of it. Safe for use by many threads; to be closed.
 */
public final class Refgate implements AutoCloseable {

    private Refgate() {}

    /**
     * How a repository is opened.
     *
     * @param source the source branch's short name; without it, the branch that HEAD names
     * @param settings the values of {@code _env}
     * @param limits the bounds of runs
     * @param clock what is the time
     */
    public record Options(Optional<String> source, Settings settings, RunLimits limits, Clock clock) {
        public static Options defaults() {
            return new Options(
                    Optional.empty(), Settings.fromVariables(System.getenv()), RunLimits.DEFAULT, Clock.systemUTC());
        }
    }

    /**
     * What a call wants to run: what an environment points to, or a revision, which runs with the settings of the
     * environment that is named beside it, if any.
     *
     * @param environment an environment's name; empty for the default one
     * @param revision a commit id, branch, tag, {@code r12} or {@code latest}; empty for what the environment points to
     */
    public record Target(Optional<String> environment, Optional<String> revision) {
        public static Target environment(String name) {
            return new Target(Optional.of(name), Optional.empty());
        }

        public static Target revision(String revision) {
            return new Target(Optional.empty(), Optional.of(revision));
        }
    }

    /**
     * The policy that counts now.
     *
     * @param policy what refgate.yml says
     * @param commit where that file was read
     * @param staleBecause why this is not the file at the source branch's tip, when it is not: the tip's file cannot be
     *     read, and this is the last valid one
     */
    public record PolicyState(Policy policy, CommitId commit, Optional<String> staleBecause) {}

    /**
     * An environment, as it is now.
     *
     * @param environment what refgate.yml declares
     * @param commit what its ref resolves to; empty when {@code error} is there
     * @param error why it does not resolve
     */
    public record EnvironmentState(Environment environment, Optional<CommitId> commit, Optional<String> error) {}

    /**
     * A workflow at a commit, for lists.
     *
     * @param id its folder's name
     * @param pins commit and content
     * @param name for people
     * @param description for people
     * @param problems why it cannot be run; empty when it can
     */
    public record WorkflowState(
            WorkflowId id, RunPins pins, Optional<String> name, Optional<String> description, List<Problem> problems) {}

    /**
     * Opens a repository: a work tree, its {@code .git}, a bare repository, or a linked work tree.
     *
     * @throws dev.refgate.error.RepositoryException when there is no repository, or it cannot be read
     */
    public static Refgate open(Path repository, Options options) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * Everything that is wrong in the files of a folder on disk, committed or not: refgate.yml and all workflows.
     *
     * @param folder the root of a workflow repository's files
     */
    public static List<Problem> validateFolder(Path folder) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Everything that is wrong in the files of a revision. */
    public List<Problem> validate(String revision) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * The policy at the tip of the source branch, or the last valid one before it.
     *
     * @throws dev.refgate.error.RefgateException when there never was a valid one, or the source branch is not known
     */
    public PolicyState policy() {
        throw new UnsupportedOperationException("to be written");
    }

    /** All environments, in the policy's order. */
    public List<EnvironmentState> environments() {
        throw new UnsupportedOperationException("to be written");
    }

    /** The workflows that {@code target} has, sorted by id. */
    public List<WorkflowState> workflows(Target target) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * Resolves a call once and for all: environment → ref → commit → content → compiled workflow.
     *
     * @throws dev.refgate.error.RefgateException when it cannot be: no such environment, workflow or revision; a revision that may not
     *     be run; a workflow with problems; no environment named and no default
     */
    public Admission admit(WorkflowId workflow, Target target) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * A call that was admitted: it stays on what it was admitted with, wherever refs move.
     */
    public interface Admission {
        RunPins pins();

        /** A new run; the calling thread does the work. */
        RunResult run(Map<String, Object> inputs, RunListener listener, Cancellation cancellation);
    }

    @Override
    public void close() {
        // Nothing is held open yet.
    }
}

package dev.refgate.action;

import dev.refgate.error.RefgateException;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.Noticeboard.DeploymentState;
import java.util.OptionalLong;

/**
 * A deployment as the forge's pages show it: its own deployments, and a status on the deployment's commit. Never a status on a
 * commit of the source branch: a pull request from there into the environment would take it for the check that it needs.
 */
final class DeploymentNotice {
    private final AfterMove after;
    private final Log log;
    private final Deployment deployment;
    private OptionalLong id = OptionalLong.empty();

    DeploymentNotice(AfterMove after, Log log, Deployment deployment) {
        this.after = after;
        this.log = log;
        this.deployment = deployment;
    }

    void begin() {
        after.board()
                .filter(any -> after.deployments())
                .ifPresent(board -> attempt("deployment", () -> {
                    long made = board.deployment(
                            deployment.commit(), deployment.environment(), "Refgate " + deployment.id());
                    id = OptionalLong.of(made);
                    board.update(made, DeploymentState.IN_PROGRESS, "Moved; waiting for the server", after.page());
                }));
    }

    void end(boolean success, String words) {
        after.board().ifPresent(board -> {
            DeploymentState state = success ? DeploymentState.SUCCESS : DeploymentState.FAILURE;
            id.ifPresent(made -> attempt("deployment", () -> board.update(made, state, words, after.page())));
            if (after.statuses()) {
                attempt("commit status", () -> board.post(deployment.commit(), status(success, words)));
            }
        });
    }

    private CommitStatus status(boolean success, String words) {
        CommitStatus.State state = success ? CommitStatus.State.SUCCESS : CommitStatus.State.FAILURE;
        return CommitStatus.of(deployment.environment(), state, deployment.id() + ": " + words, after.page());
    }

    /** The environment has moved, whatever the forge shows. */
    private void attempt(String what, Runnable call) {
        try {
            call.run();
        } catch (RefgateException e) {
            log.warning("no " + what + " on the forge: " + e.getMessage());
        }
    }
}

package dev.refgate.action;

import dev.refgate.error.RefgateException;
import dev.refgate.promotion.CommitStatus;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.Noticeboard;
import dev.refgate.promotion.Noticeboard.DeploymentState;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A deployment as the forge's pages show it: its own deployments, and a status on the deployment's commit. Never a status on a
 * commit of the source branch: a pull request from there into the environment would take it for the check that it needs.
 */
final class DeploymentNotice {
    private final Workplace workplace;
    private final Deployment deployment;
    private final Optional<Noticeboard> board;
    private final Optional<URI> page;
    private OptionalLong id = OptionalLong.empty();

    DeploymentNotice(Workplace workplace, Deployment deployment) {
        this.workplace = workplace;
        this.deployment = deployment;
        this.board = workplace.movesOwnRepository() ? workplace.noticeboard() : Optional.empty();
        this.page = workplace.job().page();
    }

    void begin() {
        board.filter(any -> workplace.wants("deployments"))
                .ifPresent(notices -> attempt("deployment", () -> {
                    long made = notices.deployment(
                            deployment.commit(), deployment.environment(), "Refgate " + deployment.id());
                    id = OptionalLong.of(made);
                    notices.update(made, DeploymentState.IN_PROGRESS, "Moved; waiting for the server", page);
                }));
    }

    void end(boolean success, String words) {
        board.ifPresent(notices -> {
            DeploymentState state = success ? DeploymentState.SUCCESS : DeploymentState.FAILURE;
            id.ifPresent(made -> attempt("deployment", () -> notices.update(made, state, words, page)));
            if (workplace.wants("statuses")) {
                attempt("commit status", () -> notices.post(deployment.commit(), status(success, words)));
            }
        });
    }

    private CommitStatus status(boolean success, String words) {
        CommitStatus.State state = success ? CommitStatus.State.SUCCESS : CommitStatus.State.FAILURE;
        return CommitStatus.of(deployment.environment(), state, deployment.id() + ": " + words, page);
    }

    /** The environment has moved, whatever the forge shows. */
    private void attempt(String what, Runnable call) {
        try {
            call.run();
        } catch (RefgateException e) {
            workplace.log().warning("no " + what + " on the forge: " + e.getMessage());
        }
    }
}

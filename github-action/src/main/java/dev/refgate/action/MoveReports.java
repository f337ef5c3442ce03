package dev.refgate.action;

import dev.refgate.ExitCode;
import dev.refgate.Promotions;
import dev.refgate.ServerNotice;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.Deployment;
import dev.refgate.promotion.MoveResult;
import dev.refgate.report.MoveSheets;

/** What is told and done after an environment moved: the forge learns of it, and a server is waited for. */
final class MoveReports {
    private final Promotions promotions;
    private final AfterMove after;
    private final Log log;

    MoveReports(Promotions promotions, AfterMove after, Log log) {
        this.promotions = promotions;
        this.after = after;
        this.log = log;
    }

    Report of(MoveResult result, String environment) {
        Report report = report(result, environment);
        return result.deployment().isPresent()
                ? followed(report, result.deployment().get())
                : report;
    }

    private Report report(MoveResult result, String environment) {
        Content content = Content.of(new MoveSheets(promotions::label).result(result, environment));
        return switch (result.outcome()) {
            case NOTHING_TO_DO ->
                Report.of(
                        Verdict.NOTHING_TO_DO, ExitCode.DONE, new Headline("nothing to move to", environment), content);
            case DRY_RUN ->
                Report.of(
                                Verdict.DRY_RUN,
                                ExitCode.DONE,
                                new Headline("nothing was moved; this would move", environment),
                                content)
                        .withMoves(result.moves());
            case DEPLOYED ->
                Report.of(
                                Verdict.DEPLOYED,
                                ExitCode.DONE,
                                new Headline(
                                        Workplace.count(result.moves().size(), "workflow") + " moved in", environment),
                                content)
                        .andThen("watch it; `refgate rollback` brings back what was there before.")
                        .withMoves(result.moves());
        };
    }

    private Report followed(Report report, Deployment deployment) {
        Report told = report.with("deployment-id", deployment.id())
                .with("revision", deployment.commit().hex());
        DeploymentNotice notice = new DeploymentNotice(after, log, deployment);
        notice.begin();
        try {
            after.server()
                    .ifPresent(server -> new ServerNotice(server, promotions).await(deployment, after.patience()));
        } catch (RemoteException e) {
            notice.end(false, e.getMessage());
            return told.endedWith(ExitCode.REMOTE, new Headline("", e.getMessage()))
                    .andThen("the environment has moved: see why the server does not follow, or roll back.");
        }
        notice.end(true, report.headline().text());
        return told;
    }
}

package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.server.openapi.MovesApi;

/** The routes that show and move revisions and environments. */
final class MoveRoutes {
    private final RevisionsHandler revisions;
    private final DeploymentsHandler deployments;
    private final WritesHandler writes;
    private final DiffHandler diff;
    private final MovesHandler moves;
    private final ExportHandler export;
    private final HeldHandler held;

    MoveRoutes(Refgate refgate, Changing changing, Callers callers) {
        this.revisions = new RevisionsHandler(refgate, callers);
        this.deployments = new DeploymentsHandler(refgate, callers);
        this.writes = new WritesHandler(refgate, changing.writes(), callers);
        this.export = new ExportHandler(refgate, callers);
        this.held = new HeldHandler(refgate, callers);
        this.diff = new DiffHandler(refgate, callers);
        this.moves = new MovesHandler(refgate, changing, callers);
    }

    void register(RouteTable table) {
        table.add(MovesApi.CREATE_WORKFLOW, writes::create);
        table.add(MovesApi.REVISE_WORKFLOW, writes::revise);
        table.add(MovesApi.EXPORT_WORKFLOW, export::export);
        table.add(MovesApi.WORKFLOW_ENVIRONMENTS, held::list);
        table.add(MovesApi.UPDATE_WORKFLOW, writes::update);
        table.add(MovesApi.DELETE_WORKFLOW, writes::delete);
        table.add(MovesApi.LIST_REVISIONS, revisions::list);
        table.add(MovesApi.NAME_REVISION, revisions::name);
        table.add(MovesApi.NAME_REVISION_TOO, revisions::name);
        table.add(MovesApi.DEPLOY, moves::deploy);
        table.add(MovesApi.LIST_DEPLOYMENTS, deployments::list);
        table.add(MovesApi.PLAN, moves::plan);
        table.add(MovesApi.PROMOTE_TO, moves::promote);
        table.add(MovesApi.ROLLBACK, moves::rollback);
        table.add(MovesApi.RELEASE, moves::release);
        table.add(MovesApi.DIFF, diff::diff);
    }
}

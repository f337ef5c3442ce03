package dev.refgate.server.http;

import dev.refgate.Refgate;
import io.javalin.config.RoutesConfig;

/** The routes that show and move revisions and environments. */
final class MoveRoutes {
    private final RevisionsHandler revisions;
    private final DeploymentsHandler deployments;
    private final WritesHandler writes;
    private final DiffHandler diff;
    private final MovesHandler moves;

    MoveRoutes(Refgate refgate, Changing changing, Callers callers) {
        this.revisions = new RevisionsHandler(refgate, callers);
        this.deployments = new DeploymentsHandler(refgate, callers);
        this.writes = new WritesHandler(refgate, changing.writes(), callers);
        this.diff = new DiffHandler(refgate, callers);
        this.moves = new MovesHandler(refgate, refgate.gates(changing.gates()), callers);
    }

    void register(RoutesConfig routes) {
        routes.post("/v2/workflows", writes::create);
        routes.put("/v2/workflows/{workflow_id}", writes::update);
        routes.delete("/v2/workflows/{workflow_id}", writes::delete);
        routes.get("/v2/workflows/{workflow_id}/revisions", revisions::list);
        routes.put("/v2/workflows/{workflow_id}/revisions/{revision}", revisions::name);
        routes.put("/v2/workflows/{workflow_id}/revisions/{revision}/name", revisions::name);
        routes.put("/v2/workflows/{workflow_id}/environments/{environment}", moves::deploy);
        routes.get("/v2/environments/{environment}/deployments", deployments::list);
        routes.post("/v2/environments/{environment}/plan", moves::plan);
        routes.post("/v2/environments/{environment}/promote", moves::promote);
        routes.post("/v2/environments/{environment}/rollback", moves::rollback);
        routes.post("/v2/environments/{environment}/release", moves::release);
        routes.get("/v2/diff", diff::diff);
    }
}

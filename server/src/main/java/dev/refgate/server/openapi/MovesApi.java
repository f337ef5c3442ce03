package dev.refgate.server.openapi;

import static dev.refgate.server.openapi.Parameter.path;
import static dev.refgate.server.openapi.Parameter.query;

/** The operations that show, write and move workflows, revisions and environments. */
public final class MovesApi {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String PROMOTE = "promote:ENVIRONMENT";
    private static final String DOCUMENT = "Document";

    private static final Parameter WORKFLOW = path("workflow_id", "The name of a workflow's folder.", Schemas.TEXT);
    private static final Parameter ENVIRONMENT = path("environment", "The name of an environment.", Schemas.TEXT);
    private static final Parameter REVISION =
            path("revision", "A commit, branch or tag, r12, or latest.", Schemas.TEXT);
    private static final Parameter LIMIT = query("limit", "The most entries of a page.", Schemas.TEXT);
    private static final Parameter CURSOR = query("cursor", "The next_cursor of the page before.", Schemas.TEXT);

    public static final Operation CREATE_WORKFLOW = Operation.of(
                    "POST",
                    "/v2/workflows",
                    "createWorkflow",
                    "Add a workflow by a commit, where the server allows it.")
            .json(201, "Added.", DOCUMENT)
            .needs(WRITE)
            .body(DOCUMENT);
    public static final Operation REVISE_WORKFLOW = operation(
                    "POST",
                    "/v2/workflows/revisions",
                    "createRevision",
                    "Change a workflow by the hosted product's configuration, where the server allows it.")
            .needs(WRITE)
            .with(query("workflow_id", "Which workflow.", Schemas.TEXT))
            .with(query("workflow_key", "The same, under its other name.", Schemas.TEXT))
            .body(DOCUMENT);
    public static final Operation EXPORT_WORKFLOW = operation(
                    "GET",
                    "/v2/workflows/{workflow_id}/export",
                    "exportWorkflow",
                    "Show a workflow as the hosted product's configuration.")
            .needs(READ)
            .with(WORKFLOW)
            .with(query("environment", "What this environment has.", Schemas.TEXT))
            .with(query("revision_id", "A commit, branch or tag, r12, or latest.", Schemas.TEXT));
    public static final Operation WORKFLOW_ENVIRONMENTS = operation(
                    "GET",
                    "/v2/workflows/{workflow_id}/environments",
                    "listWorkflowEnvironments",
                    "Say what each environment has of a workflow.")
            .needs(READ)
            .with(WORKFLOW);
    public static final Operation UPDATE_WORKFLOW = operation(
                    "PUT",
                    "/v2/workflows/{workflow_id}",
                    "updateWorkflow",
                    "Change a workflow by a commit, where the server allows it.")
            .needs(WRITE)
            .with(WORKFLOW)
            .body(DOCUMENT);
    public static final Operation DELETE_WORKFLOW = operation(
                    "DELETE",
                    "/v2/workflows/{workflow_id}",
                    "deleteWorkflow",
                    "Delete a workflow by a commit, where the server allows it.")
            .needs(WRITE)
            .with(WORKFLOW);
    public static final Operation LIST_REVISIONS = operation(
                    "GET",
                    "/v2/workflows/{workflow_id}/revisions",
                    "listRevisions",
                    "List the revisions of a workflow.")
            .needs(READ)
            .with(WORKFLOW, LIMIT, CURSOR);
    public static final Operation NAME_REVISION = operation(
                    "PUT",
                    "/v2/workflows/{workflow_id}/revisions/{revision}",
                    "nameRevision",
                    "Give a revision a name.")
            .needs(WRITE)
            .with(WORKFLOW, REVISION)
            .body(DOCUMENT);
    public static final Operation NAME_REVISION_TOO = operation(
                    "PUT",
                    "/v2/workflows/{workflow_id}/revisions/{revision}/name",
                    "setRevisionName",
                    "The same, at another address.")
            .needs(WRITE)
            .with(WORKFLOW, REVISION)
            .body(DOCUMENT);
    public static final Operation DEPLOY = operation(
                    "PUT",
                    "/v2/workflows/{workflow_id}/environments/{environment}",
                    "deploy",
                    "Deploy one revision of one workflow.")
            .needs(PROMOTE)
            .with(WORKFLOW, ENVIRONMENT)
            .body(DOCUMENT);
    public static final Operation LIST_DEPLOYMENTS = operation(
                    "GET",
                    "/v2/environments/{environment}/deployments",
                    "listDeployments",
                    "List what was deployed, newest first.")
            .needs(READ)
            .with(ENVIRONMENT, LIMIT, CURSOR);
    public static final Operation PLAN = move("plan", "planPromotion", "Say what a promotion would move.");
    public static final Operation PROMOTE_TO = move("promote", "promote", "Promote into an environment.");
    public static final Operation ROLLBACK = move("rollback", "rollback", "Bring back what was there before.");
    public static final Operation RELEASE = move("release", "release", "Lift the hold on what was rolled back from.");
    public static final Operation DIFF = operation("GET", "/v2/diff", "diff", "Say what differs between two sides.")
            .needs(READ)
            .with(query("from", "One side.", Schemas.TEXT).mandatory())
            .with(query("to", "The other side.", Schemas.TEXT).mandatory())
            .with(query("workflow_id", "Of this workflow alone.", Schemas.TEXT));

    private MovesApi() {}

    private static Operation move(String word, String id, String summary) {
        return operation("POST", "/v2/environments/{environment}/" + word, id, summary)
                .needs(PROMOTE)
                .with(ENVIRONMENT)
                .body(DOCUMENT);
    }

    private static Operation operation(String method, String path, String id, String summary) {
        return Operation.of(method, path, id, summary).json(200, "Done, or shown.", DOCUMENT);
    }
}

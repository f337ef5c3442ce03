package dev.refgate.server.openapi;

import static dev.refgate.server.openapi.Parameter.header;
import static dev.refgate.server.openapi.Parameter.path;
import static dev.refgate.server.openapi.Parameter.query;

import java.util.Map;

/** The operations of the API. Each route is registered with one of them. */
public final class Api {
    private static final String STREAM = "text/event-stream";
    private static final String READ = "read";
    private static final String EXECUTE = "execute:ENVIRONMENT";

    private static final Parameter WORKFLOW = path(
            "workflow_id",
            "The name of a workflow's folder.",
            Map.of("type", "string", "pattern", "^[a-z0-9][a-z0-9_-]{0,99}$"));
    private static final Parameter RUN = path("run_id", "The id of a run.", Schemas.TEXT);
    private static final Parameter ENVIRONMENT = query("environment", "The name of an environment.", Schemas.TEXT);
    private static final Parameter REVISION =
            query("revision_id", "A commit, branch or tag, r12, or latest.", Schemas.TEXT);
    private static final Parameter LIMIT =
            query("limit", "The most entries of a page.", Map.of("type", "integer", "minimum", 1, "maximum", 1000));
    private static final Parameter CURSOR = query("cursor", "The next_cursor of the page before.", Schemas.TEXT);
    private static final Parameter SESSION = query("session_id", "What the caller groups runs by.", Schemas.TEXT);
    private static final Parameter STATUS = query("status", "How the run stands.", Schemas.STATUS);

    public static final Operation EXECUTE_WORKFLOW = post(
                    "/v2/workflows/{workflow_id}/execute", "executeWorkflow", "Run a workflow.")
            .needs(EXECUTE)
            .with(WORKFLOW, ENVIRONMENT, REVISION, SESSION)
            .with(
                    header("Idempotency-Key", "Calls with the same one are one run.", Schemas.TEXT),
                    header("Prefer", "respond-async answers at once.", Schemas.TEXT),
                    header("Refgate-Trigger", "Who is calling.", Schemas.words("api", "console", "smoke")))
            .body("ExecuteBody")
            .json(200, "The run is over; or, with streaming, its events.", "Run")
            .answer(200, "", STREAM, "RunEvent")
            .json(202, "The run was begun; Location says where to ask for it.", "Accepted");
    public static final Operation EXECUTE_GIVEN = post(
                    "/v2/workflows/execute", "executeGivenWorkflow", "Run a workflow that comes with the call.")
            .needs("execute:ephemeral")
            .with(ENVIRONMENT, REVISION, SESSION)
            .with(
                    header("Idempotency-Key", "Calls with the same one are one run.", Schemas.TEXT),
                    header("Prefer", "respond-async answers at once.", Schemas.TEXT),
                    header("Refgate-Trigger", "Who is calling.", Schemas.words("api", "console", "smoke")))
            .body("ExecuteGivenBody")
            .json(200, "The run is over; or, with streaming, its events.", "Run")
            .answer(200, "", STREAM, "RunEvent")
            .json(202, "The run was begun; Location says where to ask for it.", "Accepted");
    public static final Operation LIST_RUNS = get("/v2/runs", "listRuns", "List the run log, newest first.")
            .needs(READ)
            .with(query("workflow_id", "Of this workflow.", Schemas.TEXT), ENVIRONMENT, REVISION, SESSION, STATUS)
            .with(
                    query(
                            "trigger",
                            "Why it was run.",
                            Schemas.words("api", "webhook", "schedule", "console", "smoke")),
                    query("from", "Started then or later.", Schemas.TEXT),
                    query("to", "Started before.", Schemas.TEXT),
                    LIMIT,
                    CURSOR)
            .json(200, "A page.", "RunPage");
    public static final Operation SHOW_RUN = get("/v2/runs/{run_id}", "showRun", "Show one run.")
            .needs(READ, EXECUTE)
            .with(RUN)
            .json(200, "The run.", "Run");
    public static final Operation RUN_EVENTS = get(
                    "/v2/runs/{run_id}/events", "runEvents", "Follow the events of a run.")
            .needs(READ, EXECUTE)
            .with(RUN, header("Last-Event-ID", "Begin behind this event.", Schemas.TEXT))
            .answer(200, "Events.", STREAM, "RunEvent");
    public static final Operation CANCEL_RUN = post("/v2/runs/{run_id}/cancel", "cancelRun", "End a run early.")
            .needs(EXECUTE)
            .with(RUN)
            .json(202, "The wish was heard.", "Accepted");
    public static final Operation RERUN = post("/v2/runs/{run_id}/rerun", "rerun", "Run again what is on record.")
            .needs(EXECUTE)
            .with(RUN, header("Prefer", "respond-async answers at once.", Schemas.TEXT))
            .body("RerunBody")
            .json(200, "The run is over; or, with streaming, its events.", "Run")
            .answer(200, "", STREAM, "RunEvent")
            .json(202, "The run was begun; Location says where to ask for it.", "Accepted");
    public static final Operation WEBHOOK = post(
                    "/v1/workflows/{workflow_id}/webhook/{token}", "webhook", "Start a run by a webhook's address.")
            .with(WORKFLOW, path("token", "The secret part of the address.", Schemas.TEXT))
            .body("Document")
            .json(200, "The run is over.", "Run")
            .json(202, "The run was begun.", "Accepted");
    public static final Operation LIST_RUN_LOGS = get(
                    "/v2/run_logs", "listRunLogs", "List the runs of a workflow, as a stream.")
            .needs(READ)
            .with(query("workflow_id", "Of this workflow.", Schemas.TEXT).mandatory(), SESSION, STATUS, LIMIT, CURSOR)
            .with(
                    query("start_date", "Started then or later.", Schemas.TEXT),
                    query("end_date", "Started before.", Schemas.TEXT),
                    query("summary_only", "Without blocks.", Schemas.TRUTH))
            .answer(200, "A line for each run.", STREAM, "RunLog");
    public static final Operation SHOW_RUN_LOG = get(
                    "/v2/run_logs/details", "showRunLog", "Show one run of a workflow.")
            .needs(READ)
            .with(query("workflow_id", "Of this workflow.", Schemas.TEXT).mandatory(), SESSION)
            .with(query("workflow_run_id", "The run's id.", Schemas.TEXT))
            .json(200, "The run.", "RunLog");
    public static final Operation LIST_WORKFLOWS = get("/v2/workflows", "listWorkflows", "List workflows.")
            .needs(READ)
            .with(ENVIRONMENT, REVISION, LIMIT, query("start_at", "The next_cursor of the page before.", Schemas.TEXT))
            .json(200, "A page.", "WorkflowPage");
    public static final Operation SHOW_WORKFLOW = get(
                    "/v2/workflows/{workflow_id}", "showWorkflow", "Show one workflow.")
            .needs(READ)
            .with(WORKFLOW, ENVIRONMENT, REVISION)
            .json(200, "The workflow.", "WorkflowAnswer");
    public static final Operation LIST_ENVIRONMENTS = get(
                    "/v2/environments", "listEnvironments", "Say where each environment points to.")
            .needs(READ)
            .json(200, "All of them.", "Environments");
    public static final Operation SHOW_ENVIRONMENT = get(
                    "/v2/environments/{environment}", "showEnvironment", "Say where one environment points to.")
            .needs(READ)
            .with(path("environment", "The name of an environment.", Schemas.TEXT))
            .json(200, "The environment.", "Document");
    public static final Operation LIST_TRIGGERS = get(
                    "/v2/triggers", "listTriggers", "List what starts runs, and when.")
            .needs(READ)
            .with(
                    query("workflow_id", "Of this workflow.", Schemas.TEXT),
                    ENVIRONMENT,
                    query("action_type", "workflow.execute, which is what all of them do.", Schemas.TEXT))
            .json(200, "All of them.", "Triggers");
    public static final Operation PUSH_HOOK = post(
                    "/v1/hooks/git", "pushHook", "Say that something was pushed; signed by the forge.")
            .body("Document")
            .json(202, "The news were heard.", "Accepted");
    public static final Operation LIST_AUDIT = get(
                    "/v2/audit", "listAudit", "List what was denied and what was changed.")
            .needs("admin")
            .with(CURSOR)
            .json(200, "A page.", "AuditPage");
    public static final Operation METRICS = get("/metrics", "metrics", "Read the server's figures, for Prometheus.")
            .needs(READ)
            .answer(200, "Figures.", "text/plain", "Text");
    public static final Operation LIVE =
            get("/health/live", "live", "Say that the process lives.").json(200, "It does.", "Health");
    public static final Operation READY = get("/health/ready", "ready", "Say whether runs are taken.")
            .json(200, "They are.", "Health")
            .json(503, "They are not.", "Health");
    public static final Operation OPENAPI =
            get("/openapi.json", "openapi", "This document.").needs(READ).json(200, "An OpenAPI document.", "Document");
    public static final Operation DOCS =
            get("/docs", "docs", "This document, for people.").needs(READ).answer(200, "A page.", "text/html", "Text");

    private Api() {}

    private static Operation get(String path, String id, String summary) {
        return Operation.of("GET", path, id, summary);
    }

    private static Operation post(String path, String id, String summary) {
        return Operation.of("POST", path, id, summary);
    }
}

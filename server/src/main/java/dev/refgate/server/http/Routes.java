package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.server.execution.Executions;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;

/** Everything that the server answers. */
final class Routes {
    private final Callers callers;
    private final Guard guard;
    private final AuditHandler audit;
    private final ExecuteHandler execute;
    private final RerunHandler rerun;
    private final WebhookHandler webhook;
    private final RunHandler run;
    private final RunsHandler runs;
    private final RunLogsHandler runLogs;
    private final WorkflowsHandler workflows;
    private final EnvironmentsHandler environments;
    private final MoveRoutes moves;
    private final HookHandler hooks;
    private final HealthHandler health;

    Routes(
            Refgate refgate,
            Executions executions,
            Patience patience,
            EventStreams streams,
            HttpServer.Options options) {
        this.callers = new Callers(options.access());
        this.guard = new Guard(callers, new Cors(options.web().origins()));
        this.audit = new AuditHandler(options.access().audit(), callers);
        RunStarts starts = new RunStarts(executions, patience, streams, callers);
        this.execute = new ExecuteHandler(refgate, starts, callers);
        this.rerun = new RerunHandler(refgate, executions, starts, callers);
        this.webhook = new WebhookHandler(refgate, options.webhooks(), starts);
        this.run = new RunHandler(executions, streams, callers);
        this.runs = new RunsHandler(executions, callers);
        this.runLogs = new RunLogsHandler(executions.log(), callers);
        this.workflows = new WorkflowsHandler(refgate, callers);
        this.environments = new EnvironmentsHandler(refgate, options.following().upstream(), callers);
        this.moves = new MoveRoutes(refgate, options.changing(), callers);
        this.hooks = new HookHandler(options.following(), callers);
        this.health = new HealthHandler(refgate, executions);
    }

    void register(JavalinConfig config) {
        RoutesConfig routes = config.routes;

        routes.before(guard);

        routes.post("/v2/workflows/{workflow_id}/execute", execute::execute);
        routes.get("/v2/runs", runs::list);
        routes.get("/v2/runs/{run_id}", runs::one);
        routes.get("/v2/run_logs", runLogs::list);
        routes.get("/v2/run_logs/details", runLogs::details);
        routes.get("/v2/runs/{run_id}/events", run::events);
        routes.post("/v2/runs/{run_id}/cancel", run::cancel);
        routes.post("/v2/runs/{run_id}/rerun", rerun::rerun);
        routes.post("/v1/workflows/{workflow_id}/webhook/{token}", webhook::receive);
        routes.get("/v2/workflows", workflows::list);
        routes.get("/v2/workflows/{workflow_id}", workflows::one);
        routes.get("/v2/environments", environments::list);
        routes.get("/v2/environments/{environment}", environments::one);
        moves.register(routes);
        routes.post(HookHandler.PATH, hooks::push);

        routes.get("/v2/audit", audit::list);

        routes.get("/health/live", health::live);
        routes.get("/health/ready", health::ready);

        routes.exception(HttpResponseException.class, ErrorAnswers::answer);
        routes.exception(Exception.class, ErrorAnswers::answer);
        config.router.javaLangErrorHandler((response, error) -> ErrorAnswers.answer(error, response));
    }
}

package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.server.execution.Executions;
import dev.refgate.server.metrics.ServerMetrics;
import dev.refgate.server.openapi.Api;
import dev.refgate.server.schedule.Schedules;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that the server answers. */
final class Routes {
    private final Callers callers;
    private final Guard guard;
    private final AuditHandler audit;
    private final ExecuteHandler execute;
    private final EphemeralHandler ephemeral;
    private final RerunHandler rerun;
    private final WebhookHandler webhook;
    private final RunHandler run;
    private final RunsHandler runs;
    private final RunLogsHandler runLogs;
    private final WorkflowsHandler workflows;
    private final EnvironmentsHandler environments;
    private final TriggersHandler triggers;
    private final MoveRoutes moves;
    private final HookHandler hooks;
    private final MetricsHandler metrics;
    private final HealthHandler health;
    private @Nullable DocumentHandler documents;

    Routes(
            Refgate refgate,
            Executions executions,
            Patience patience,
            EventStreams streams,
            ServerMetrics metrics,
            @Nullable Schedules schedules,
            HttpServer.Options options) {
        this.callers = new Callers(options.access());
        this.guard = new Guard(
                callers,
                new Cors(options.web().origins()),
                options.web().openMetrics() ? Optional.of("/metrics") : Optional.empty());
        this.audit = new AuditHandler(options.access().audit(), callers);
        RunStarts starts = new RunStarts(executions, patience, streams, callers);
        this.execute = new ExecuteHandler(refgate, starts, callers);
        this.ephemeral = new EphemeralHandler(refgate, starts, callers);
        this.rerun = new RerunHandler(refgate, executions, starts, callers);
        this.webhook = new WebhookHandler(refgate, options.webhooks(), starts);
        this.run = new RunHandler(executions, streams, callers);
        this.runs = new RunsHandler(executions, callers);
        this.runLogs = new RunLogsHandler(executions.log(), callers);
        this.workflows = new WorkflowsHandler(refgate, callers);
        this.environments = new EnvironmentsHandler(refgate, options.following().upstream(), callers);
        this.triggers = new TriggersHandler(refgate, schedules, options.webhooks(), callers);
        this.moves = new MoveRoutes(refgate, options.changing(), callers);
        this.hooks = new HookHandler(options.following(), callers);
        MetricsHandler.observe(
                metrics, refgate, executions, streams, options.following().upstream());
        this.metrics = new MetricsHandler(metrics, callers, options.web().openMetrics());
        this.health = new HealthHandler(refgate, executions, options.trouble());
    }

    void register(JavalinConfig config) {
        RoutesConfig routes = config.routes;

        RouteTable table = new RouteTable(routes);
        routes.before(guard);

        table.add(Api.EXECUTE_WORKFLOW, execute::execute);
        table.add(Api.EXECUTE_GIVEN, ephemeral::execute);
        table.add(Api.LIST_RUNS, runs::list);
        table.add(Api.SHOW_RUN, runs::one);
        table.add(Api.LIST_RUN_LOGS, runLogs::list);
        table.add(Api.SHOW_RUN_LOG, runLogs::details);
        table.add(Api.RUN_EVENTS, run::events);
        table.add(Api.CANCEL_RUN, run::cancel);
        table.add(Api.RERUN, rerun::rerun);
        table.add(Api.WEBHOOK, webhook::receive);
        table.add(Api.LIST_WORKFLOWS, workflows::list);
        table.add(Api.SHOW_WORKFLOW, workflows::one);
        table.add(Api.LIST_ENVIRONMENTS, environments::list);
        table.add(Api.SHOW_ENVIRONMENT, environments::one);
        table.add(Api.LIST_TRIGGERS, triggers::list);
        moves.register(table);
        table.add(Api.PUSH_HOOK, hooks::push);

        table.add(Api.LIST_AUDIT, audit::list);

        table.add(Api.METRICS, metrics::read);
        table.add(Api.LIVE, health::live);
        table.add(Api.READY, health::ready);

        table.add(Api.OPENAPI, context -> Objects.requireNonNull(documents).document(context));
        table.add(Api.DOCS, context -> Objects.requireNonNull(documents).page(context));
        documents = new DocumentHandler(table.operations(), callers);

        routes.exception(HttpResponseException.class, ErrorAnswers::answer);
        routes.exception(Exception.class, ErrorAnswers::answer);
        config.router.javaLangErrorHandler((response, error) -> ErrorAnswers.answer(error, response));
    }
}

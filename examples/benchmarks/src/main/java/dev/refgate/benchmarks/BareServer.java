package dev.refgate.benchmarks;

import dev.refgate.server.json.Json;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The baseline: a Javalin route that parses the call's JSON and answers with JSON of the shape and size that {@code hello}
 * has, and does nothing else. Javalin's settings and the reader and writer of JSON are those of Refgate's server.
 */
final class BareServer {
    private static final int MAXIMUM_BODY = 1 << 20;
    private static final String SOME_ID = "0123456789abcdef0123456789abcdef01234567";
    private static final String RUN_ID = "run_0123456789abcdef0123456789";

    private BareServer() {}

    public static void main(String[] arguments) {
        Javalin server = Javalin.create(BareServer::configure);
        server.start("127.0.0.1", Integer.parseInt(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAXIMUM_BODY;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.routes.get("/health/ready", context -> context.result("{}"));
        config.routes.post("/v2/workflows/{workflow_id}/execute", BareServer::execute);
    }

    private static void execute(Context context) throws IOException {
        Object body = Json.read(context.bodyAsBytes());
        if (!(body instanceof Map<?, ?> call) || !(call.get("inputs") instanceof Map<?, ?> inputs)) {
            throw new BadRequestResponse("expected {\"inputs\": {…}}");
        }
        Map<String, Object> outputs = Map.of("greeting", "Hello, " + inputs.get("name") + "!");
        Map<String, Object> answer = answer(context, outputs);
        ByteArrayOutputStream bytes = Json.bytes(generator -> Json.writeValue(generator, answer));
        context.res().setHeader("Refgate-Run-Id", RUN_ID);
        context.res().setHeader("Refgate-Environment", "production");
        context.res().setHeader("Refgate-Revision", SOME_ID);
        context.res().setHeader("Refgate-Content", SOME_ID);
        context.res().setContentType("application/json");
        context.res().setContentLength(bytes.size());
        bytes.writeTo(context.res().getOutputStream());
    }

    private static Map<String, Object> answer(Context context, Map<String, Object> outputs) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run_id", RUN_ID);
        answer.put("status", "success");
        answer.put("outputs", outputs);
        answer.put("duration_ms", 0L);
        answer.put("workflow_id", context.pathParam("workflow_id"));
        answer.put("environment", context.queryParam("environment"));
        answer.put("ref", "refs/heads/env/production");
        answer.put("revision_id", SOME_ID);
        answer.put("content_id", SOME_ID);
        answer.put("verification_id", SOME_ID);
        answer.put("run", run(outputs));
        return answer;
    }

    private static Map<String, Object> run(Map<String, Object> outputs) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("stop_reason", "workflow_run_completed");
        run.put("workflow_run_id", RUN_ID);
        run.put("session_id", RUN_ID);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("greeting", Map.of("output", outputs.get("greeting"), "status", "success"));
        state.put("answer", Map.of("output", outputs, "status", "success"));
        run.put("state", state);
        run.put("errors", List.of());
        return run;
    }
}

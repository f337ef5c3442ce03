package dev.refgate.server.http;

import dev.refgate.HostedWorkflows;
import dev.refgate.HostedWorkflows.Imported;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.hosted.Remark;
import dev.refgate.repository.WorkflowId;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A workflow as clients of the hosted product send it: the configuration itself is the body, and its name is in the query.
 *
 * @param made what it is here
 */
record HostedBody(Imported made) {
    private static final String KEY = "workflow_key";

    /** Empty when the body is in Refgate's own form. */
    static Optional<HostedBody> of(JsonBody body) {
        if (body.hasAny("files", "workflow_id", "content_id")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HostedBody(HostedWorkflows.of(body.everything())));
        } catch (InvalidArgumentException e) {
            throw Refusal.invalid(
                    List.of("body"),
                    e.getMessage() + "; or files, path by path: {\"files\": {\"workflow.yml\": …}}",
                    "invalid_argument");
        }
    }

    /** Which workflow the query or the body names. */
    WorkflowId workflow(Context context) {
        String name = RequestTarget.parameter(context, "workflow_id")
                .or(() -> RequestTarget.parameter(context, KEY))
                .or(made::id)
                .orElseThrow(() -> Refusal.invalid(
                        List.of("query", KEY), KEY + ": missing (expected the workflow's name)", "missing"));
        try {
            return new WorkflowId(name);
        } catch (InvalidArgumentException e) {
            throw Refusal.invalid(List.of("query", KEY), e.getMessage(), "invalid_argument");
        }
    }

    SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("workflow.yml", made.text().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    List<String> remarks() {
        return made.remarks().stream().map(Remark::toString).toList();
    }
}

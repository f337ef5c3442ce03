package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** What a request wants to run or see: the workflow of its path, and the environment or revision of its query. */
final class RequestTarget {
    private static final String ENVIRONMENT = "environment";
    private static final String REVISION = "revision_id";
    private static final String QUERY = RequestTarget.class.getName();

    private RequestTarget() {}

    static WorkflowId workflow(Context context) {
        return located(List.of("path", "workflow_id"), () -> new WorkflowId(context.pathParam("workflow_id")));
    }

    /** The target that the query names; both parts are empty when it names none. */
    static Target target(Context context) {
        return context.req().getQueryString() == null
                ? new Target(Optional.empty(), Optional.empty())
                : new Target(parameter(context, ENVIRONMENT), parameter(context, REVISION));
    }

    /** The target that the query names, else the default environment, else the tip of the source branch. */
    static Target targetOrLatest(Context context, Refgate refgate) {
        Target target = target(context);
        boolean named = target.environment().isPresent() || target.revision().isPresent();
        return named || refgate.policy().policy().defaultEnvironment().isPresent() ? target : Target.revision("latest");
    }

    /** Calls the engine; what it says about the target is about this part of the query. */
    static <T> T about(Target target, Supplier<T> call) {
        return located(List.of("query", target.revision().isPresent() ? REVISION : ENVIRONMENT), call);
    }

    /**
     * A query parameter. An empty one is refused: it is what a variable that is not set looks like, and it must not become
     * the default.
     */
    static Optional<String> parameter(Context context, String name) {
        List<String> values = query(context).getValuesOrEmpty(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1 || values.get(0).isEmpty()) {
            String found = values.size() > 1 ? values.size() + " values" : "empty";
            throw Refusal.invalid(
                    List.of("query", name), name + ": " + found + " (expected one value, or none)", "invalid_argument");
        }
        return Optional.of(values.get(0));
    }

    /** What cannot be decoded fails in ways of the server's own. */
    private static Fields query(Context context) {
        if (context.req().getAttribute(QUERY) instanceof Fields known) {
            return known;
        }
        try {
            Fields query =
                    Request.extractQueryParameters(ServletContextRequest.getServletContextRequest(context.req()));
            context.req().setAttribute(QUERY, query);
            return query;
        } catch (RuntimeException e) {
            throw Refusal.of(400, "query: cannot be read (expected percent-encoded UTF-8)");
        }
    }

    private static <T> T located(List<Object> location, Supplier<T> call) {
        try {
            return call.get();
        } catch (InvalidArgumentException e) {
            throw Refusal.invalid(location, e.getMessage(), "invalid_argument");
        }
    }
}

package dev.refgate.server.http;

import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.WorkflowId;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a request wants to run or see: the workflow of its path, and the environment or revision of its query. */
final class RequestTarget {
    private static final String ENVIRONMENT = "environment";
    private static final String REVISION = "revision_id";

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
        String @Nullable [] values = values(context, name);
        if (values == null) {
            return Optional.empty();
        }
        if (values.length > 1 || values[0].isEmpty()) {
            String found = values.length > 1 ? values.length + " values" : "empty";
            throw Refusal.invalid(
                    List.of("query", name), name + ": " + found + " (expected one value, or none)", "invalid_argument");
        }
        return Optional.of(values[0]);
    }

    /** What cannot be decoded fails in ways of the servlet container's own, in the query and in the charset of the body. */
    private static String @Nullable [] values(Context context, String name) {
        try {
            return context.req().getParameterValues(name);
        } catch (RuntimeException e) {
            throw Refusal.of(400, "query: cannot be read (expected percent-encoded UTF-8, and no unknown charset)");
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

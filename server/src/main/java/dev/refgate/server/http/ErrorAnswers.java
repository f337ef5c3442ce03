package dev.refgate.server.http;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.NotFoundException;
import dev.refgate.error.OverloadedException;
import dev.refgate.error.RemoteException;
import dev.refgate.error.RepositoryException;
import dev.refgate.promotion.GateRefusedException;
import dev.refgate.run.InvalidInputsException;
import dev.refgate.server.access.DeniedException;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.database.DatabaseTrouble;
import dev.refgate.server.execution.DrainingException;
import dev.refgate.server.json.InvalidJsonException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one table from exceptions to answers. 5xx is only for what the same request may not meet again: clients send those
 * again by themselves.
 */
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    static void answer(Exception thrown, Context context) {
        try {
            write(thrown, context);
        } catch (IOException e) {
            LOG.debug("the client left before it was answered", e);
        }
    }

    /** An error of the platform, such as a stack that overflowed: the thread goes on. */
    static void answer(Error thrown, HttpServletResponse response) {
        try {
            incident(thrown, "", response);
        } catch (IOException e) {
            LOG.debug("the client left before it was answered", e);
        }
    }

    private static void write(Exception thrown, Context context) throws IOException {
        if (context.res().isCommitted()) {
            breakOff(thrown, context);
            return;
        }
        UnreadBody.announce(context);
        if (thrown instanceof Refusal refusal) {
            refuse(refusal, context);
        } else if (thrown instanceof DeniedException e) {
            deny(e, context);
        } else if (thrown instanceof InvalidJsonException e) {
            Answers.detail(context.res(), 400, "body: " + e.getMessage());
        } else if (thrown instanceof InvalidArgumentException e) {
            Answers.details(
                    context.res(), List.of(new Refusal.Detail(List.of("query"), e.getMessage(), "invalid_argument")));
        } else if (thrown instanceof InvalidInputsException e) {
            Answers.details(context.res(), details(e));
        } else if (thrown instanceof InvalidDocumentException e) {
            Answers.details(context.res(), details(e));
        } else if (thrown instanceof GateRefusedException e) {
            RefusedMoves.answer(e, context.res());
        } else if (thrown instanceof ConflictException e) {
            Answers.detail(context.res(), 409, e.getMessage());
        } else if (thrown instanceof NotAllowedException e) {
            Answers.detail(context.res(), 403, e.getMessage());
        } else if (thrown instanceof NotFoundException e) {
            Answers.detail(context.res(), 404, e.getMessage());
        } else if (thrown instanceof OverloadedException e) {
            context.res().setHeader("Retry-After", "1");
            Answers.detail(context.res(), 429, e.getMessage());
        } else if (thrown instanceof DrainingException
                || thrown instanceof RemoteException
                || thrown instanceof DatabaseException
                || thrown instanceof RepositoryException) {
            unavailable(String.valueOf(thrown.getMessage()), context);
        } else if (thrown instanceof JdbiException
                && DatabaseTrouble.passing(thrown).isPresent()) {
            unavailable("database: " + DatabaseTrouble.of(thrown), context);
        } else if (thrown instanceof HttpResponseException e) {
            answerOfTheRouter(e, context);
        } else if (thrown instanceof EOFException || thrown instanceof ClosedChannelException) {
            LOG.debug("the client left: {} {}", context.method(), context.path());
        } else {
            incident(thrown, context.method() + " " + context.path(), context.res());
        }
    }

    /** Something that this server needs is not there now: clients may try again. */
    private static void unavailable(String message, Context context) throws IOException {
        LOG.warn("{} {}: {}", context.method(), context.path(), message);
        context.res().setHeader("Retry-After", "1");
        Answers.detail(context.res(), 503, message);
    }

    /** A part of another answer is sent already. Its connection must not end as if it were whole. */
    private static void breakOff(Exception thrown, Context context) {
        if (thrown instanceof IOException) {
            LOG.debug("the client left: {} {}", context.method(), context.path(), thrown);
        } else {
            LOG.error("the answer to {} {} broke off", context.method(), context.path(), thrown);
        }
        Connections.close(context.req());
    }

    private static void refuse(Refusal refusal, Context context) throws IOException {
        if (refusal.details().isEmpty()) {
            Answers.detail(context.res(), refusal.status(), refusal.getMessage());
        } else {
            Answers.details(context.res(), refusal.details());
        }
    }

    private static void deny(DeniedException denied, Context context) throws IOException {
        if (!denied.challenge().isEmpty()) {
            context.res().setHeader("WWW-Authenticate", denied.challenge());
        }
        denied.retryAfter().ifPresent(seconds -> context.res().setIntHeader("Retry-After", seconds));
        Answers.detail(context.res(), denied.status(), denied.getMessage());
    }

    private static List<Refusal.Detail> details(InvalidInputsException e) {
        return e.violations().stream()
                .map(violation -> {
                    List<Object> location = new ArrayList<>(List.of("body", "inputs"));
                    location.addAll(violation.path());
                    return new Refusal.Detail(location, violation.message(), violation.keyword());
                })
                .toList();
    }

    private static List<Refusal.Detail> details(InvalidDocumentException e) {
        return e.problems().stream()
                .map(problem -> new Refusal.Detail(
                        List.of(
                                problem.location().file(),
                                problem.location().line(),
                                problem.location().column()),
                        problem.message(),
                        "invalid_document"))
                .toList();
    }

    private static void answerOfTheRouter(HttpResponseException e, Context context) throws IOException {
        String request = context.method() + " " + context.path();
        String message = switch (e.getStatus()) {
            case 404 -> request + ": no such route";
            case 405 -> request + ": the route is there, but not with this method";
            case 413 -> UnreadBody.TOO_LARGE;
            default -> request + ": " + e.getMessage();
        };
        Answers.detail(context.res(), e.getStatus(), message);
    }

    /** Something that nobody foresaw: the caller gets a number, and the log has the rest under that number. */
    private static void incident(Throwable thrown, String request, HttpServletResponse response) throws IOException {
        String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        LOG.error("incident {}: {}", incident, request, thrown);
        if (!response.isCommitted()) {
            Answers.detail(response, 500, "internal error (incident " + incident + "; the server's log says more)");
        }
    }
}

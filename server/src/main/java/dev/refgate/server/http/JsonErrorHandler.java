package dev.refgate.server.http;

import dev.refgate.server.json.Json;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is refused before it reaches a route, such as a request that is not HTTP, as the routes answer: in JSON. */
final class JsonErrorHandler extends ErrorHandler {
    private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final Entrance entrance;

    JsonErrorHandler(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String message =
                Objects.requireNonNullElse((String) request.getAttribute(ERROR_MESSAGE), HttpStatus.getMessage(status));
        response.getHeaders().put(JSON);
        entrance.mark(request, response);
        Content.Sink.write(response, true, Json.write(Map.of("detail", message)), callback);
        return true;
    }
}

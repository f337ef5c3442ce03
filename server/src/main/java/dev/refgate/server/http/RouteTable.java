package dev.refgate.server.http;

import dev.refgate.server.openapi.Operation;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Registers routes, each with what it does. */
final class RouteTable {
    private final RoutesConfig routes;
    private final List<Operation> operations = new ArrayList<>();

    RouteTable(RoutesConfig routes) {
        this.routes = routes;
    }

    void add(Operation operation, Handler handler) {
        operations.add(operation);
        routes.addEndpoint(new Endpoint(HandlerType.findOrCreate(operation.method()), operation.path(), handler));
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }
}

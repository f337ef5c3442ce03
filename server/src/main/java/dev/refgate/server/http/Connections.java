package dev.refgate.server.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The connections that requests come on. */
final class Connections {
    private Connections() {}

    /** Closes it without the mark that ends an answer: the client sees that something is missing. */
    static void close(HttpServletRequest request) {
        ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}

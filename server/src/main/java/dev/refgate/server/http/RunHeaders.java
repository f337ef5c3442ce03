package dev.refgate.server.http;

import dev.refgate.run.RunPins;
import jakarta.servlet.http.HttpServletResponse;

/** The facts of a run that are in headers. */
final class RunHeaders {
    private RunHeaders() {}

    static void write(HttpServletResponse response, String runId, RunPins pins) {
        response.setHeader("Refgate-Run-Id", runId);
        pins.environment().ifPresent(name -> response.setHeader("Refgate-Environment", name));
        if (!pins.commit().isNone()) {
            response.setHeader("Refgate-Revision", pins.commit().hex());
        }
        response.setHeader("Refgate-Content", pins.content().hex());
    }
}

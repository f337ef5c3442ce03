package dev.refgate.server.http;

import dev.refgate.promotion.GateRefusedException;
import dev.refgate.report.JsonDeployments;
import dev.refgate.server.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers to moves that a gate did not let through. */
final class RefusedMoves {
    /** A condition that the environment sets is not met. */
    private static final int FAILED = 412;

    /** Time will tell: the same call may be let through later. */
    private static final int PENDING = 425;

    private RefusedMoves() {}

    static void answer(GateRefusedException refused, HttpServletResponse response) throws IOException {
        Answers.json(response, refused.pending() ? PENDING : FAILED, generator -> {
            generator.writeStartObject();
            generator.writeStringField("detail", refused.getMessage());
            Json.writeField(generator, "gates", JsonDeployments.gates(refused.gates()));
            generator.writeEndObject();
        });
    }
}

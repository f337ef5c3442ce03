package dev.refgate.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.refgate.server.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Writes answers: JSON in UTF-8, straight to the connection. */
final class Answers {
    static final String JSON = "application/json";

    private Answers() {}

    static void json(HttpServletResponse response, int status, Json.Body body) throws IOException {
        ByteArrayOutputStream bytes = Json.bytes(body);
        response.setStatus(status);
        response.setContentType(JSON);
        response.setContentLength(bytes.size());
        bytes.writeTo(response.getOutputStream());
    }

    /** {@code {"detail": "…"}}. */
    static void detail(HttpServletResponse response, int status, String message) throws IOException {
        json(response, status, generator -> {
            generator.writeStartObject();
            generator.writeStringField("detail", message);
            generator.writeEndObject();
        });
    }

    /** {@code {"detail": [{"loc": […], "msg": "…", "type": "…"}]}}, with status 422. */
    static void details(HttpServletResponse response, List<Refusal.Detail> details) throws IOException {
        json(response, 422, generator -> {
            generator.writeStartObject();
            generator.writeArrayFieldStart("detail");
            for (Refusal.Detail detail : details) {
                writeDetail(generator, detail);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        });
    }

    private static void writeDetail(JsonGenerator generator, Refusal.Detail detail) throws IOException {
        generator.writeStartObject();
        generator.writeFieldName("loc");
        writeLocation(generator, detail.location());
        generator.writeStringField("msg", detail.message());
        generator.writeStringField("type", detail.type());
        generator.writeEndObject();
    }

    private static void writeLocation(JsonGenerator generator, List<Object> location) throws IOException {
        generator.writeStartArray();
        for (Object step : location) {
            if (step instanceof Integer index) {
                generator.writeNumber(index);
            } else {
                generator.writeString(step.toString());
            }
        }
        generator.writeEndArray();
    }
}

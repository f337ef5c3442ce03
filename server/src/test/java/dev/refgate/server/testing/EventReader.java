package dev.refgate.server.testing;

import dev.refgate.server.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a stream as the hosted product's TypeScript client does, which is the pickiest: line by line, whatever holds
 * {@code data:} is an event, and {@code [DONE]} anywhere in it ends the stream.
 */
public final class EventReader implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private final List<String> otherLines = new ArrayList<>();
    private boolean done;

    EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** The next event; empty at the end of the stream. */
    public Optional<Map<?, ?>> next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.indexOf("data:");
                if (at >= 0) {
                    String payload = line.substring(at + "data:".length());
                    done = payload.contains("[DONE]");
                    return done
                            ? Optional.empty()
                            : Optional.of((Map<?, ?>) Json.read(payload.getBytes(StandardCharsets.UTF_8)));
                }
                otherLines.add(line);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events up to the end. */
    public List<Map<?, ?>> rest() {
        List<Map<?, ?>> events = new ArrayList<>();
        for (Optional<Map<?, ?>> event = next(); event.isPresent(); event = next()) {
            events.add(event.get());
        }
        return events;
    }

    /** Reads on until a line like this comes. */
    public void awaitLine(String wanted) {
        try {
            String line = lines.readLine();
            while (line != null && !line.equals(wanted)) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new AssertionError("the stream ended before " + wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the stream ended with its mark. */
    public boolean isDone() {
        return done;
    }

    /** The lines that were no events. */
    public List<String> otherLines() {
        return otherLines;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

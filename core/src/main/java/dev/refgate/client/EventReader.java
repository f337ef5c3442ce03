package dev.refgate.client;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events of one connection, as the HTML standard describes their lines (section "Server-sent events"). The
 * server breaks a silence with comments, so a connection on which nothing comes for long is dead.
 */
final class EventReader implements AutoCloseable {
    private static final String DONE = "[DONE]";
    private static final String DATA = "data:";
    private static final String ID = "id:";

    private final String request;
    private final InputStream in;
    private final BufferedReader lines;
    private final JsonFormat json;
    private final Executor afterSilence;

    /**
     * @param silence how long nothing may come
     */
    EventReader(String request, InputStream in, JsonFormat json, Duration silence) {
        this.request = request;
        this.in = in;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.json = json;
        this.afterSilence = CompletableFuture.delayedExecutor(silence.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for the next event.
     *
     * @return empty when the stream is whole
     * @throws IOException when it breaks off
     */
    Optional<StreamedEvent> next() throws IOException {
        String id = "";
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = line();
            if (line.startsWith(ID)) {
                id = line.substring(ID.length()).strip();
            } else if (line.startsWith(DATA)) {
                data.append(data.isEmpty() ? "" : "\n")
                        .append(line.substring(DATA.length()).strip());
            } else if (line.isEmpty() && !data.isEmpty()) {
                return data.toString().equals(DONE) ? Optional.empty() : Optional.of(event(id, data.toString()));
            }
        }
    }

    private String line() throws IOException {
        CompletableFuture<Void> timer = CompletableFuture.runAsync(this::close, afterSilence);
        try {
            @Nullable String line = lines.readLine();
            if (line == null) {
                throw new EOFException("the stream broke off");
            }
            return line;
        } finally {
            timer.cancel(true);
        }
    }

    private StreamedEvent event(String id, String data) {
        try {
            Answer event = Answer.of(request, json.read(data.getBytes(StandardCharsets.UTF_8)));
            return new StreamedEvent(
                    id,
                    event.text("name"),
                    event.findText("delta").orElse(""),
                    event.child("data").values());
        } catch (InvalidArgumentException e) {
            RemoteException unexpected = Answer.unexpected(request, "an event is no JSON");
            unexpected.addSuppressed(e);
            throw unexpected;
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // Nothing more is wanted of it.
            return;
        }
    }
}

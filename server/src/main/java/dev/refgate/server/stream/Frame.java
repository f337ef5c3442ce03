package dev.refgate.server.stream;

import dev.refgate.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event as bytes. Clients read the stream line by line, some of them by rules of their own, so the JSON is
 * one line for all of them: it holds no character that any language takes for the end of a line, and never the letters
 * {@code [DONE]}, which end the stream wherever they are found.
 */
public final class Frame {
    private static final byte[] END = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] KEEP_ALIVE = ": ping\n\n".getBytes(StandardCharsets.UTF_8);

    private Frame() {}

    /**
     * @param id what a client that comes back names as the last one it has; empty where nobody can come back
     * @param name without a line's end
     */
    public static byte[] event(Optional<String> id, String name, Json.Body data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(512);
        id.ifPresent(value -> frame.writeBytes(("id: " + value + "\n").getBytes(StandardCharsets.UTF_8)));
        frame.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        writeLine(Json.bytes(data).toByteArray(), frame);
        frame.writeBytes(new byte[] {'\n', '\n'});
        return frame.toByteArray();
    }

    /** A JSON value without a name, as lists are streamed. */
    public static byte[] data(Json.Body data) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(512);
        frame.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        writeLine(Json.bytes(data).toByteArray(), frame);
        frame.writeBytes(new byte[] {'\n', '\n'});
        return frame.toByteArray();
    }

    /** After the last event. */
    public static byte[] end() {
        return END.clone();
    }

    /** A comment, which tells the network that the connection lives, and the client nothing. */
    public static byte[] keepAlive() {
        return KEEP_ALIVE.clone();
    }

    private static void writeLine(byte[] json, ByteArrayOutputStream line) {
        int written = 0;
        for (int i = 0; i < json.length; i++) {
            String escape = escape(json, i);
            if (escape != null) {
                line.write(json, written, i - written);
                line.writeBytes(escape.getBytes(StandardCharsets.UTF_8));
                written = i + length(json[i]);
            }
        }
        line.write(json, written, json.length - written);
    }

    /** What stands for the character at {@code i}, where it may not be written as it is. */
    private static @Nullable String escape(byte[] json, int i) {
        return switch (json[i]) {
            case '[' -> startsWith(json, i, DONE) ? "\\u005b" : null;
            case (byte) 0xC2 -> json[i + 1] == (byte) 0x85 ? "\\u0085" : null;
            case (byte) 0xE2 ->
                json[i + 1] != (byte) 0x80
                        ? null
                        : json[i + 2] == (byte) 0xA8 ? "\\u2028" : json[i + 2] == (byte) 0xA9 ? "\\u2029" : null;
            default -> null;
        };
    }

    private static int length(byte first) {
        return first == (byte) 0xE2 ? 3 : first == (byte) 0xC2 ? 2 : 1;
    }

    private static boolean startsWith(byte[] text, int from, byte[] wanted) {
        return from + wanted.length <= text.length
                && Arrays.equals(text, from, from + wanted.length, wanted, 0, wanted.length);
    }
}

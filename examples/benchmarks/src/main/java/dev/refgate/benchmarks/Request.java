package dev.refgate.benchmarks;

import java.nio.charset.StandardCharsets;

/** HTTP requests as bytes, made once and sent many times. */
final class Request {
    private Request() {}

    static byte[] get(String path) {
        return get(path, "");
    }

    /**
     * @param headers more of them, each with its line's end
     */
    static byte[] get(String path, String headers) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(String path, String json) {
        return post(path, "", json);
    }

    /**
     * @param headers more of them, each with its line's end
     */
    static byte[] post(String path, String headers, String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                        + "Content-Length: " + length + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.UTF_8);
    }
}

package dev.refgate.run;

import dev.refgate.run.HttpCall.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Headers as a record may show them: a value that lets somebody in is not there, however it was made of a secret. */
final class SentHeaders {
    private static final Pattern CREDENTIALS = Pattern.compile(
            "auth|cookie|token|secret|key|signature|password|session|credential", Pattern.CASE_INSENSITIVE);

    private SentHeaders() {}

    static Map<String, String> shown(List<Header> headers) {
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach(header ->
                shown.put(header.name(), CREDENTIALS.matcher(header.name()).find() ? "***" : header.value()));
        return shown;
    }
}

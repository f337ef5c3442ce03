package dev.refgate.server.http;

import io.javalin.http.Context;
import java.util.Collections;
import java.util.Locale;

/** How a caller wants to learn what becomes of its run. */
enum AnswerMode {
    /** One answer, when the run is over. */
    WHOLE,
    /** Events, while it runs. */
    STREAM,
    /** At once: the caller comes back for it. */
    LATER;

    private static final String RESPOND_ASYNC = "respond-async";

    /**
     * @param streaming whether the body asks for events: that is a wish, and {@code Prefer: respond-async} a preference
     */
    static AnswerMode of(Context context, boolean streaming) {
        if (streaming) {
            return STREAM;
        }
        return prefersLater(context) ? LATER : WHOLE;
    }

    static boolean prefersLater(Context context) {
        for (String header : Collections.list(context.req().getHeaders("Prefer"))) {
            for (String preference : header.split(",", -1)) {
                String word = preference.split(";", 2)[0].strip();
                if (word.toLowerCase(Locale.ROOT).equals(RESPOND_ASYNC)) {
                    return true;
                }
            }
        }
        return false;
    }
}

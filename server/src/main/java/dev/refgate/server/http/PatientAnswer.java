package dev.refgate.server.http;

import dev.refgate.server.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that may take long. Clients give up when no header has come for a while, often for 60 seconds; so after some
 * seconds the status and the headers are sent, and from then on a space now and then, which JSON allows before a value. The
 * status is 200 then, whatever follows. Safe for use by two threads: the one that answers, and the one that keeps the client
 * patient.
 */
final class PatientAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(PatientAnswer.class);

    private final HttpServletResponse response;
    private final Runnable headers;
    private final long begun = System.nanoTime();
    private long lastSign = begun;
    private boolean early;
    private boolean over;

    /**
     * @param headers sets the headers of the answer
     */
    PatientAnswer(HttpServletResponse response, Runnable headers) {
        this.response = response;
        this.headers = headers;
    }

    /** Sends a sign of life when there was none for so long. */
    synchronized void keepPatient(long now, long afterNanos) {
        if (over || now - lastSign < afterNanos) {
            return;
        }
        lastSign = now;
        try {
            if (!early) {
                early = true;
                headers.run();
                response.setStatus(200);
                response.setContentType(Answers.JSON);
            }
            response.getOutputStream().write(' ');
            response.flushBuffer();
        } catch (IOException | RuntimeException e) {
            over = true;
            LOG.debug("the client left before it was answered", e);
        }
    }

    synchronized void answer(Json.Body body) throws IOException {
        over = true;
        if (early) {
            ByteArrayOutputStream bytes = Json.bytes(body);
            bytes.writeTo(response.getOutputStream());
        } else {
            headers.run();
            Answers.json(response, 200, body);
        }
    }

    /** No more signs of life: something else will be answered, if anything. */
    synchronized void giveUp() {
        over = true;
    }
}

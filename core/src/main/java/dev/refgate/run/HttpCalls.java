package dev.refgate.run;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Calls that blocks make over HTTP. Only addresses that the settings allow are ever connected to, whatever names, redirects
 * and spellings lead to them. Safe for use by many threads.
 */
public interface HttpCalls {

    /**
     * Makes a call on the calling thread, and gives its answer to {@code reader} while the body is still on its way.
     *
     * @return what the reader made of the answer
     * @throws BlockException when there is no whole answer: the address is refused, nobody is there, time is up, the run was
     *     cancelled, the answer is no HTTP or too long; the message shows no more of the URL than scheme, host and port
     */
    <T extends @Nullable Object> T call(HttpCall call, AnswerReader<T> reader);

    /** Makes something of an answer while it is there. */
    @FunctionalInterface
    interface AnswerReader<T extends @Nullable Object> {
        T read(HttpAnswer answer) throws IOException;
    }
}

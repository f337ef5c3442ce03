package dev.refgate.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call that a block wants to make.
 *
 * @param method in capitals
 * @param url absolute; what is no http or https address is refused when it is called
 * @param headers in order; what cannot be sent safely is refused when it is called
 * @param body what to send
 * @param redirects how many redirects to follow; with 0, an answer that redirects is an answer like any other
 * @param connectTimeout how long it may take until there is a connection, TLS included
 * @param answerBytes how long the answer's body may be
 * @param deadline when all of it has to be over, the reading of the answer included
 * @param cancellation ends it at once
 */
public record HttpCall(
        String method,
        String url,
        List<Header> headers,
        Optional<byte[]> body,
        int redirects,
        Duration connectTimeout,
        int answerBytes,
        Deadline deadline,
        Cancellation cancellation) {

    public HttpCall {
        headers = List.copyOf(headers);
    }

    /** A header's name and value. Its text form shows the name alone: the value may be a secret. */
    public record Header(String name, String value) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Shows nothing that may be a secret. */
    @Override
    public String toString() {
        return method + " with " + headers;
    }
}

package dev.refgate.internal.http;

import dev.refgate.run.HttpCall.Header;
import java.util.List;
import java.util.Optional;

/**
 * One request of a call: the first, or one that a redirect asked for.
 *
 * @param method in capitals
 * @param target whom to ask for what
 * @param headers checked
 * @param body what to send
 */
record Request(String method, Target target, List<Header> headers, Optional<byte[]> body) {

    /**
     * The request that a redirect asks for.
     *
     * @param status of the redirect
     * @param next where it leads
     */
    Request redirected(int status, Target next) {
        boolean asksAnew = status == 303 && !method.equals("HEAD") || status <= 302 && method.equals("POST");
        List<Header> kept = next.isSameOrigin(target) ? headers : Headers.harmless(headers);
        return asksAnew
                ? new Request("GET", next, Headers.withoutBody(kept), Optional.empty())
                : new Request(method, next, kept, body);
    }

    /** Whether another request asks the same of the same. */
    boolean repeats(Request other) {
        return method.equals(other.method) && target.equals(other.target);
    }
}

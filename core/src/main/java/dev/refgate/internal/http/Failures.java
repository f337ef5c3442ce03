package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** What went wrong with a connection, in words; what the other side sent is not among them. */
final class Failures {

    private Failures() {}

    static BlockException of(IOException thrown, String origin) {
        if (thrown instanceof SSLHandshakeException || thrown instanceof SSLPeerUnverifiedException) {
            return new BlockException(
                    origin + " could not prove who it is: " + reason(thrown), false, BlockException.CONNECTION, none());
        }
        if (thrown instanceof MessageConstraintException || thrown.getCause() instanceof MessageConstraintException) {
            return new BlockException(
                    origin + " answered with too many or too long headers", false, BlockException.ANSWER, none());
        }
        boolean garbled =
                thrown instanceof MalformedChunkCodingException && !(thrown instanceof TruncatedChunkException);
        if (thrown instanceof ClientProtocolException || garbled) {
            return new BlockException(
                    origin + " answered with what is no HTTP", true, BlockException.CONNECTION, none());
        }
        return BlockException.connection(broken(thrown, origin));
    }

    private static String broken(IOException thrown, String origin) {
        if (thrown instanceof ConnectTimeoutException) {
            return "no connection to " + origin + " in time";
        }
        if (thrown instanceof ConnectException || thrown instanceof NoRouteToHostException) {
            return "no connection to " + origin + ": nobody listens there, or there is no way to it";
        }
        if (thrown instanceof NoHttpResponseException) {
            return origin + " closed the connection without an answer";
        }
        if (thrown instanceof SocketTimeoutException) {
            return origin + " did not answer in time";
        }
        if (thrown instanceof SSLException) {
            return "the TLS connection to " + origin + " broke: " + reason(thrown);
        }
        return "the connection to " + origin + " broke before the answer was complete";
    }

    private static String reason(IOException thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    private static Optional<Duration> none() {
        return Optional.empty();
    }
}

package dev.refgate.internal.http;

import dev.refgate.run.Deadline;
import dev.refgate.run.HttpCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes the connection of one exchange: looked up, connected and, for https, proved within the call's connect timeout. */
final class ConnectionOperator extends DefaultHttpClientConnectionOperator {
    private final Timer timer;
    private final Deadline deadline;
    private final Abort abort;
    private volatile boolean late;

    ConnectionOperator(
            DetachedSocketFactory sockets,
            DnsResolver resolver,
            Lookup<TlsSocketStrategy> tls,
            Timer timer,
            Deadline deadline,
            Abort abort) {
        super(sockets, null, resolver, tls);
        this.timer = timer;
        this.deadline = deadline;
        this.abort = abort;
    }

    /** By when a call that begins now has to be connected. */
    static Deadline deadline(HttpCall call) {
        return Deadline.in(call.connectTimeout()).earlier(call.deadline());
    }

    /** Whether it took too long. */
    boolean isLate() {
        return late;
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            @Nullable NamedEndpoint name,
            @Nullable InetSocketAddress local,
            @Nullable Timeout timeout,
            SocketConfig config,
            @Nullable Object attachment,
            HttpContext context)
            throws IOException {
        try (Timer.Alarm alarm = timer.in(deadline.remainingNanos(), this::tooLate)) {
            super.connect(connection, host, name, local, null, config, attachment, context);
        }
    }

    private void tooLate() {
        late = true;
        abort.run();
    }
}

package dev.refgate.internal.http;

import dev.refgate.run.Deadline;
import dev.refgate.run.HttpCall;
import java.net.InetAddress;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpConnectionFactory;

/** What exchanges share: the guard, the way out, the timer. Nothing in it remembers an exchange. */
final class Network {
    private static final Http1Config HTTP = Http1Config.custom()
            .setBufferSize(4 << 10)
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(10)
            .build();

    private final AddressGuard guard;
    private final Lookups lookups;
    private final Connector connector;
    private final Supplier<SSLContext> trust;
    private final Timer timer = new Timer();

    /** Loaded with the first call, which most processes never make. */
    private static final class Connections {
        private static final HttpConnectionFactory<ManagedHttpClientConnection> FACTORY =
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HTTP)
                        .responseParserFactory(WholeHead.parsers(HTTP))
                        .build();
    }

    Network(AddressGuard guard, HostLookup lookup, Connector connector, Supplier<SSLContext> trust) {
        this.guard = guard;
        this.lookups = new Lookups(lookup);
        this.connector = connector;
        this.trust = trust;
    }

    Timer timer() {
        return timer;
    }

    HttpConnectionFactory<ManagedHttpClientConnection> connections() {
        return Connections.FACTORY;
    }

    /** What connects one exchange, to allowed addresses alone, through a socket that {@code abort} can close. */
    ConnectionOperator operator(HttpCall call, Abort abort) {
        Deadline deadline = ConnectionOperator.deadline(call);
        return new ConnectionOperator(
                proxy -> abort.watch(new GuardedSocket(guard, connector)),
                new Resolver(call, deadline),
                scheme -> "https".equals(scheme) ? tls() : null,
                timer,
                deadline,
                abort);
    }

    /** Java checks the certificate's chain and that it is the host's. */
    private TlsSocketStrategy tls() {
        return new DefaultClientTlsStrategy(trust.get(), HostnameVerificationPolicy.BUILTIN, null);
    }

    /** Every address of the name has to be allowed: one that is not is no mistake. */
    private final class Resolver implements DnsResolver {
        private final HttpCall call;
        private final Deadline deadline;

        Resolver(HttpCall call, Deadline deadline) {
            this.call = call;
            this.deadline = deadline;
        }

        @Override
        public InetAddress[] resolve(String host) {
            InetAddress[] addresses = lookups.find(host, deadline, call.cancellation());
            for (InetAddress address : addresses) {
                guard.check(host, address);
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}

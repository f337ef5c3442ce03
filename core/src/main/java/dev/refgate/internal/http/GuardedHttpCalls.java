package dev.refgate.internal.http;

import dev.refgate.run.AllowedAddresses;
import dev.refgate.run.BlockException;
import dev.refgate.run.HttpAnswer;
import dev.refgate.run.HttpCall;
import dev.refgate.run.HttpCalls;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Calls by Apache HttpClient. Redirects are followed here, so that each is a request like the first to everything below. */
public final class GuardedHttpCalls implements HttpCalls {
    private final Network network;

    /**
     * @param allowed what may be called beside the public internet
     */
    public GuardedHttpCalls(AllowedAddresses allowed) {
        this(allowed, InetAddress::getAllByName, Connector.SYSTEM, GuardedHttpCalls::systemTrust);
    }

    GuardedHttpCalls(AllowedAddresses allowed, HostLookup lookup, Connector connector, Supplier<SSLContext> trust) {
        this.network = new Network(new AddressGuard(allowed), lookup, connector, trust);
    }

    @Override
    public <T extends @Nullable Object> T call(HttpCall call, AnswerReader<T> reader) {
        Headers.check(call.headers());
        Request request = new Request(call.method(), Target.of(call.url()), call.headers(), call.body());
        List<Request> made = new ArrayList<>();
        while (true) {
            Request current = request;
            boolean follows = call.redirects() > 0;
            Step<T> step = new Exchange(network, call, current)
                    .run(answer -> follows && redirects(answer)
                            ? new Step<T>(next(current, answer), null)
                            : new Step<T>(null, new Result<>(reader.read(answer))));
            Request next = step.next();
            if (next == null) {
                return Objects.requireNonNull(step.result()).value();
            }
            made.add(current);
            request = checked(next, made, call.redirects());
        }
    }

    private static boolean redirects(HttpAnswer answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> answer.header("location").isPresent();
            default -> false;
        };
    }

    private static Request next(Request current, HttpAnswer answer) {
        Target next = current.target().resolve(answer.header("location").orElseThrow());
        if (current.target().isSecure() && !next.isSecure()) {
            throw new BlockException(
                    answer.origin() + " redirects to " + next.origin()
                            + ", which is refused: it would be sent in the clear",
                    false);
        }
        return current.redirected(answer.status(), next);
    }

    private static Request checked(Request next, List<Request> made, int most) {
        String origin = made.get(made.size() - 1).target().origin();
        if (made.stream().anyMatch(next::repeats)) {
            throw new BlockException(origin + " redirects in a ring", false);
        }
        if (made.size() > most) {
            throw new BlockException(
                    origin + " redirects once more after " + most + " redirects (expected at most " + most + ")",
                    false);
        }
        return next;
    }

    private static SSLContext systemTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java's own TLS cannot be used: " + e.getMessage(), e);
        }
    }

    /** What an exchange came to: where to go next, or the result. */
    private record Step<T extends @Nullable Object>(
            @Nullable Request next, @Nullable Result<T> result) {}

    private record Result<T extends @Nullable Object>(T value) {}
}

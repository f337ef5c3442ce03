package dev.refgate.internal.http;

import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.HttpAnswer;
import dev.refgate.run.HttpCall;
import dev.refgate.run.HttpCall.Header;
import dev.refgate.run.HttpCalls.AnswerReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.jspecify.annotations.Nullable;

/** One request and its answer, over a connection of their own that ends with them. */
final class Exchange {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final Network network;
    private final HttpCall call;
    private final Request request;
    private final Abort abort = new Abort();

    Exchange(Network network, HttpCall call, Request request) {
        this.network = network;
        this.call = call;
        this.request = request;
    }

    <T extends @Nullable Object> T run(AnswerReader<T> reader) {
        String origin = request.target().origin();
        ConnectionOperator operator = network.operator(call, abort);
        try (Cancellation.Registration registration = call.cancellation().onCancel(abort);
                Timer.Alarm alarm = network.timer().in(call.deadline().remainingNanos(), abort)) {
            return run(new BasicHttpClientConnectionManager(operator, network.connections()), origin, reader);
        } catch (IOException e) {
            throw operator.isLate()
                    ? BlockException.connection("no connection to " + origin + " in time")
                    : Failures.of(e, origin);
        }
    }

    private <T extends @Nullable Object> T run(
            BasicHttpClientConnectionManager connection, String origin, AnswerReader<T> reader) throws IOException {
        CloseableHttpClient client = HttpClients.createMinimal(connection);
        ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(host(), message(), null);
            return reader.read(answer(response, origin));
        } finally {
            abort.run();
            Closer.closeQuietly(response);
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private HttpHost host() {
        Target target = request.target();
        return new HttpHost(target.scheme(), target.host(), target.statedPort());
    }

    private ClassicHttpRequest message() {
        BasicClassicHttpRequest message = new BasicClassicHttpRequest(
                request.method(), host(), request.target().path());
        message.setHeader("User-Agent", "refgate");
        message.setHeader("Accept-Encoding", "identity");
        message.setHeader("Connection", "close");
        for (Header header : request.headers()) {
            if (header.name().equalsIgnoreCase("User-Agent")) {
                message.setHeader(header.name(), header.value());
            } else {
                message.addHeader(header.name(), header.value());
            }
        }
        byte[] body = request.body().orElseGet(() -> new byte[0]);
        if (request.body().isPresent() || WITH_BODY.contains(request.method())) {
            message.setEntity(new ByteArrayEntity(body, null));
        }
        return message;
    }

    private HttpAnswer answer(ClassicHttpResponse response, String origin) throws IOException {
        Map<String, String> headers = Headers.received(response.getHeaders());
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new HttpAnswer(origin, response.getCode(), headers, InputStream.nullInputStream());
        }
        requirePlain(headers, origin);
        if (entity.getContentLength() > call.answerBytes()) {
            throw BoundedBody.tooLong(origin, call.answerBytes());
        }
        InputStream body = new BoundedBody(entity.getContent(), origin, call.answerBytes());
        return new HttpAnswer(origin, response.getCode(), headers, body);
    }

    /** What is packed was not asked for, and unpacking it is how a small answer becomes a huge one. */
    private static void requirePlain(Map<String, String> headers, String origin) {
        String encoding = headers.getOrDefault("content-encoding", "identity");
        if (!encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
            throw new BlockException(
                    origin + " answered in a compressed form that was not asked for (expected no content-encoding)",
                    false,
                    BlockException.ANSWER,
                    Optional.empty());
        }
    }
}

package dev.refgate.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.HttpAnswer;
import dev.refgate.run.HttpCall;
import dev.refgate.run.HttpCall.Header;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls, their redirects, and what the guard keeps them from. */
@Timeout(60)
class GuardedHttpCallsTest {

    @Test
    void aRequestIsSentAsItIsAndTheAnswerReadAsItComes() throws IOException {
        try (RawServer server = RawServer.answering(
                RawServer.answer("201 Created", "X-A: 1\r\nx-a: 2\r\nContent-Type: text/plain", "done"))) {
            String body = loopback()
                    .calls()
                    .call(
                            call(
                                    "PUT",
                                    server.url() + "/a?b=c",
                                    0,
                                    new Header("Authorization", "Bearer t"),
                                    new Header("X-Y", "z")),
                            answer -> answer.origin() + " " + answer.status() + " "
                                    + answer.header("x-a").orElseThrow() + " " + text(answer));

            assertThat(body).isEqualTo(server.url() + " 201 1, 2 done");
            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0))
                    .startsWith("PUT /a?b=c HTTP/1.1\r\n")
                    .contains("Authorization: Bearer t\r\n", "X-Y: z\r\n", "User-Agent: refgate\r\n")
                    .contains("Host: 127.0.0.1:" + server.port() + "\r\n", "Connection: close\r\n")
                    .doesNotContain("Upgrade", "gzip", "Cookie")
                    .endsWith("\r\n\r\nthe body");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://localhost./",
                "http://LOCALHOST/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://１２７.０.０.１/",
                "http://127。0。0。1/",
                "http://0.0.0.0/",
                "http://[::]/",
                "https://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://metadata.example/",
                "http://both.example/",
                "http://mapped.example/"
            })
    void nothingIsConnectedThatTheSettingsDoNotAllow(String url) {
        LoopbackCalls network = new LoopbackCalls(Map.of(
                "localhost", List.of("127.0.0.1"),
                "metadata.example", List.of("169.254.169.254"),
                "mapped.example", List.of("::ffff:10.0.0.1"),
                "both.example", List.of("93.184.216.34", "10.0.0.1")));

        assertThatThrownBy(() -> network.calls().call(call("GET", url, 5), HttpAnswer::status))
                .isInstanceOf(BlockException.class)
                .hasMessageContaining("is refused");
        assertThat(network.connected()).isEmpty();
    }

    @Test
    void aPublicAddressIsWhatIsConnectedTo() {
        LoopbackCalls network = new LoopbackCalls(Map.of("api.example", List.of("93.184.216.34", "2606:4700::1")));

        assertThatThrownBy(() -> network.calls().call(call("GET", "http://api.example:8080/x", 0), HttpAnswer::status))
                .isInstanceOfSatisfying(
                        BlockException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("no connection to http://api.example:8080");
        assertThat(network.lookedUp()).containsExactly("api.example");
        assertThat(network.connected())
                .extracting(address -> address.getAddress().getHostAddress() + " " + address.getPort())
                .containsExactly("93.184.216.34 8080", "2606:4700:0:0:0:0:0:1 8080");
    }

    @Test
    void aNameThatChangesItsAddressBetweenTheLookupAndTheConnectionDoesNotHelp() {
        List<InetSocketAddress> connected = new java.util.concurrent.CopyOnWriteArrayList<>();
        AtomicReference<Integer> asked = new AtomicReference<>(0);
        GuardedHttpCalls calls = new GuardedHttpCalls(
                dev.refgate.run.AllowedAddresses.PUBLIC,
                host -> {
                    int time = asked.updateAndGet(count -> count + 1);
                    return new java.net.InetAddress[] {
                        java.net.InetAddress.getByName(time == 1 ? "93.184.216.34" : "127.0.0.1")
                    };
                },
                (socket, address, timeout) -> {
                    connected.add(address);
                    throw new java.net.ConnectException("not made");
                },
                () -> null);

        assertThatThrownBy(() -> calls.call(call("GET", "http://rebind.example/", 0), HttpAnswer::status))
                .hasMessageContaining("no connection");
        assertThatThrownBy(() -> calls.call(call("GET", "http://rebind.example/", 0), HttpAnswer::status))
                .hasMessageContaining("127.0.0.1 of rebind.example is refused");
        assertThat(connected).hasSize(1);
        assertThat(connected.get(0).getAddress().getHostAddress()).isEqualTo("93.184.216.34");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "//10.0.0.1/",
                "http://metadata.example/"
            })
    void aRedirectIsGuardedLikeAnyOtherRequest(String location) throws IOException {
        try (RawServer server = RawServer.answering(redirect("302 Found", location))) {
            LoopbackCalls network =
                    new LoopbackCalls(Map.of("metadata.example", List.of("169.254.169.254")), "loopback");

            assertThatThrownBy(() -> network.calls().call(call("GET", server.url(), 5), HttpAnswer::status))
                    .isInstanceOf(BlockException.class)
                    .hasMessageContaining("is refused");
            assertThat(network.connected())
                    .allMatch(address -> address.getAddress().isLoopbackAddress());
        }
    }

    @Test
    void aRedirectToAnotherOriginTakesNoCredentialsAlong() throws IOException {
        try (RawServer other = RawServer.answering(RawServer.json("1"));
                RawServer server = RawServer.answering(redirect("307 Temporary Redirect", other.url() + "/other"))) {
            int status = loopback()
                    .calls()
                    .call(
                            call(
                                    "POST",
                                    server.url(),
                                    1,
                                    new Header("Authorization", "Bearer t"),
                                    new Header("Cookie", "c"),
                                    new Header("X-Api-Key", "k"),
                                    new Header("Content-Type", "text/x"),
                                    new Header("Accept", "text/y")),
                            HttpAnswer::status);

            assertThat(status).isEqualTo(200);
            assertThat(other.requests().get(0))
                    .startsWith("POST /other HTTP/1.1\r\n")
                    .contains("Content-Type: text/x\r\n", "Accept: text/y\r\n")
                    .doesNotContain("Authorization", "Bearer", "Cookie", "X-Api-Key")
                    .endsWith("the body");
        }
    }

    @Test
    void aRedirectWithinAnOriginTakesHeadersAlongAndARequestAnewTakesNoBody() throws IOException {
        try (RawServer server = RawServer.answering(redirect("303 See Other", "/next"), RawServer.json("1"))) {
            loopback()
                    .calls()
                    .call(
                            call(
                                    "POST",
                                    server.url(),
                                    1,
                                    new Header("X-Api-Key", "k"),
                                    new Header("Content-Type", "text/x")),
                            HttpAnswer::status);

            assertThat(server.requests().get(1))
                    .startsWith("GET /next HTTP/1.1\r\n")
                    .contains("X-Api-Key: k\r\n")
                    .doesNotContain("Content-", "the body");
        }
    }

    @Test
    void redirectsAreCountedAndRingsAreSeen() throws IOException {
        try (RawServer ring = RawServer.answering(
                        redirect("302 Found", "/a"), redirect("302 Found", "/b"), redirect("302 Found", "/a"));
                RawServer chain = RawServer.start((request, out) -> out.write(
                        redirect("302 Found", request.split(" ")[1] + "x").getBytes(StandardCharsets.US_ASCII)))) {
            assertThatThrownBy(() -> loopback().calls().call(call("GET", ring.url(), 20), HttpAnswer::status))
                    .hasMessageContaining("redirects in a ring");
            assertThatThrownBy(() -> loopback().calls().call(call("GET", chain.url(), 3), HttpAnswer::status))
                    .hasMessageContaining("after 3 redirects");
            assertThat(chain.requests()).hasSize(4);
        }
    }

    @Test
    void withoutRedirectsARedirectIsAnAnswer() throws IOException {
        try (RawServer server = RawServer.answering(redirect("302 Found", "http://169.254.169.254/"))) {
            assertThat(loopback().calls().<Integer>call(call("GET", server.url(), 0), HttpAnswer::status))
                    .isEqualTo(302);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000", "ä", "\u2028", "a\u007f"})
    void aHeaderHoldsOneLine(String value) throws IOException {
        try (RawServer server = RawServer.answering(RawServer.json("1"))) {
            assertThatThrownBy(() -> loopback()
                            .calls()
                            .call(call("GET", server.url(), 0, new Header("X-A", value)), HttpAnswer::status))
                    .isInstanceOf(BlockException.class)
                    .hasMessageContaining("the value of the header X-A has a line break")
                    .hasMessageNotContaining("Evil");
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host", "Content-Length", "transfer-encoding", "Connection", "Accept-Encoding", "X A", "X:A", ""
            })
    void headersThatMakeTheConnectionAreNotTheAuthors(String name) {
        assertThatThrownBy(() -> loopback()
                        .calls()
                        .call(call("GET", "http://127.0.0.1:1", 0, new Header(name, "x")), HttpAnswer::status))
                .isInstanceOfSatisfying(
                        BlockException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("header");
    }

    @Test
    void whereNobodyListensThereIsNoConnection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThatThrownBy(() -> loopback()
                        .calls()
                        .call(call("GET", "http://127.0.0.1:" + port + "/secret", 0), HttpAnswer::status))
                .isInstanceOfSatisfying(BlockException.class, e -> {
                    assertThat(e.kind()).contains(BlockException.CONNECTION);
                    assertThat(e.retryable()).isTrue();
                })
                .hasMessageContaining("no connection to http://127.0.0.1:" + port + ": nobody listens there");
        assertThatThrownBy(() -> loopback().calls().call(call("GET", "http://unknown.example/", 0), HttpAnswer::status))
                .hasMessage("the name unknown.example is not known");
    }

    private static LoopbackCalls loopback() {
        return new LoopbackCalls(Map.of(), "loopback");
    }

    private static String redirect(String status, String location) {
        return RawServer.answer(status, "Location: " + location, "moved");
    }

    private static String text(HttpAnswer answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    static HttpCall call(String method, String url, int redirects, Header... headers) {
        boolean hasBody = !method.equals("GET");
        return new HttpCall(
                method,
                url,
                List.of(headers),
                hasBody ? Optional.of("the body".getBytes(StandardCharsets.UTF_8)) : Optional.empty(),
                redirects,
                Duration.ofSeconds(10),
                1 << 20,
                Deadline.in(Duration.ofSeconds(30)),
                new Cancellation());
    }
}

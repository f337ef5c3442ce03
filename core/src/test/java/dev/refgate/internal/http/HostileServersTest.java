package dev.refgate.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.HttpAnswer;
import dev.refgate.run.HttpCall;
import dev.refgate.run.HttpCalls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not play by the rules. */
@Timeout(60)
class HostileServersTest {
    private static final int LIMIT = 100_000;
    private static final Duration SHORT = Duration.ofMillis(300);

    private final HttpCalls calls = LoopbackCalls.allowed();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // hangs before the head
                "HTTP/1.1 200", // within its first line
                "HTTP/1.1 200 OK\r\nX-A: ", // within a header
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", // before the body
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab" // within a chunk
            })
    void aServerThatHangsIsLeftAtTheDeadline(String beginning) throws IOException {
        try (RawServer server = RawServer.start((request, out) -> {
            send(out, beginning);
            park();
        })) {
            long before = System.nanoTime();

            assertThatThrownBy(() -> read(server, SHORT)).isInstanceOf(BlockException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(SHORT.minusMillis(20), Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: ",
                "HTTP/1.1 100 Continue\r\n\r\n"
            })
    void aServerThatDripsIsLeftAtTheDeadline(String beginning) throws IOException {
        try (RawServer server = RawServer.start((request, out) -> {
            send(out, beginning);
            while (true) {
                send(out, beginning.contains("100") && !beginning.contains("200") ? beginning : "x");
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        })) {
            long before = System.nanoTime();

            assertThatThrownBy(() -> read(server, SHORT)).isInstanceOf(BlockException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"})
    void aCancelledRunLeavesTheServerAtOnce(String beginning) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.start((request, out) -> {
            send(out, beginning);
            asked.countDown();
            park();
        })) {
            Cancellation cancellation = new Cancellation();
            Thread canceller = new Thread(() -> {
                try {
                    asked.await(20, TimeUnit.SECONDS);
                    cancellation.cancel();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            canceller.start();
            long before = System.nanoTime();

            assertThatThrownBy(() -> calls.call(
                            call(server.url(), Duration.ofSeconds(50), cancellation), HostileServersTest::text))
                    .isInstanceOf(BlockException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
            canceller.join();
        }
    }

    @Test
    void aRunThatWasCancelledBeforeConnectsToNothing() throws IOException {
        try (RawServer server = RawServer.answering(RawServer.json("1"))) {
            Cancellation cancellation = new Cancellation();
            cancellation.cancel();

            assertThatThrownBy(() -> calls.call(call(server.url(), SHORT, cancellation), HostileServersTest::text))
                    .isInstanceOf(BlockException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n"
            })
    void aGibibyteIsReadOnlyAsFarAsTheLimit(String head) throws Exception {
        CountDownLatch brokenOff = new CountDownLatch(1);
        long[] sent = {0};
        try (RawServer server = RawServer.start((request, out) -> {
            send(out, head);
            byte[] block = new byte[1 << 16];
            try {
                for (int i = 0; i < 1 << 14; i++) {
                    out.write(block);
                    sent[0] += block.length;
                }
            } finally {
                brokenOff.countDown();
            }
        })) {
            assertThatThrownBy(() -> read(server, Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            BlockException.class, e -> assertThat(e.retryable()).isFalse())
                    .hasMessage(server.url() + " answered with more than " + LIMIT + " bytes");
            assertThat(brokenOff.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sent[0]).isLessThan(64 << 20);
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() throws IOException {
        try (RawServer server = RawServer.answering(RawServer.answer("200 OK", "", "x".repeat(LIMIT)))) {
            assertThat(read(server, Duration.ofSeconds(30))).hasSize(LIMIT);
        }
    }

    @Test
    void whatIsCompressedIsNotUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        try (RawServer server = RawServer.start((request, out) -> {
            send(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            packed.writeTo(out);
        })) {
            assertThatThrownBy(() -> read(server, Duration.ofSeconds(30)))
                    .hasMessageContaining("answered in a compressed form that was not asked for");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\na",
                "garbage\r\n\r\n",
                "\u0000\u0001\u0002",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n"
            })
    void whatIsNoWholeHttpAnswerIsAFailureThatShowsNothingOfIt(String answer) throws IOException {
        try (RawServer server = RawServer.answering(answer)) {
            assertThatThrownBy(() -> read(server, Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            BlockException.class, e -> assertThat(e.kind()).contains(BlockException.CONNECTION))
                    .hasMessageContaining(server.url())
                    .hasMessageNotContaining("garbage")
                    .hasMessageNotContaining("zz");
        }
    }

    @Test
    void aLongerBodyThanPromisedIsCutAndNothingOfItReachesTheNextCall() throws IOException {
        try (RawServer server = RawServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
                RawServer.json("1"))) {
            assertThat(read(server, Duration.ofSeconds(30))).isEqualTo("ab");
            assertThat(read(server, Duration.ofSeconds(30))).isEqualTo("1");
        }
    }

    @Test
    void http10AndABodyUntilTheEndAreRead() throws IOException {
        try (RawServer server = RawServer.answering("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold")) {
            assertThat(read(server, Duration.ofSeconds(30))).isEqualTo("old");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A: b\r\n", "bbbbbbbbbbbbbbbbbbbb", " folded\r\n"})
    void aFloodOfHeadersIsStopped(String flood) throws IOException {
        try (RawServer server = RawServer.start((request, out) -> {
            send(out, "HTTP/1.1 200 OK\r\nX-First: a\r\n");
            while (true) {
                send(out, flood);
            }
        })) {
            assertThatThrownBy(() -> read(server, Duration.ofSeconds(30)))
                    .isInstanceOf(BlockException.class)
                    .hasMessage(server.url() + " answered with too many or too long headers");
        }
    }

    @Test
    void anUploadThatNobodyReadsEndsAtTheDeadline() throws IOException {
        try (java.net.ServerSocket socket =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            HttpCall call = new HttpCall(
                    "POST",
                    "http://127.0.0.1:" + socket.getLocalPort(),
                    List.of(),
                    Optional.of(new byte[32 << 20]),
                    0,
                    Duration.ofSeconds(10),
                    LIMIT,
                    Deadline.in(SHORT),
                    new Cancellation());

            assertThatThrownBy(() -> calls.call(call, HostileServersTest::text)).isInstanceOf(BlockException.class);
        }
    }

    @Test
    void aConnectionThatIsNotMadeInTimeIsGivenUp() throws IOException {
        HttpCalls slow = new GuardedHttpCalls(
                dev.refgate.run.AllowedAddresses.PUBLIC,
                host -> {
                    park();
                    return new java.net.InetAddress[0];
                },
                (socket, address, timeout) -> {
                    throw new AssertionError("nothing is to be connected");
                },
                () -> null);
        HttpCall call = new HttpCall(
                "GET",
                "http://slow.example",
                List.of(),
                Optional.empty(),
                0,
                SHORT,
                LIMIT,
                Deadline.in(Duration.ofSeconds(30)),
                new Cancellation());

        assertThatThrownBy(() -> slow.call(call, HostileServersTest::text))
                .hasMessage("the name slow.example could not be looked up in time");
    }

    private static void park() {
        LockSupport.parkNanos(Duration.ofSeconds(50).toNanos());
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private String read(RawServer server, Duration deadline) {
        return calls.call(call(server.url(), deadline, new Cancellation()), HostileServersTest::text);
    }

    private static String text(HttpAnswer answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpCall call(String url, Duration deadline, Cancellation cancellation) {
        return new HttpCall(
                "GET",
                url,
                List.of(),
                Optional.empty(),
                0,
                Duration.ofSeconds(10),
                LIMIT,
                Deadline.in(deadline),
                cancellation);
    }
}

package dev.refgate.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers every request on loopback with the same small JSON, and not before it has waited; all on one thread. */
final class WaitingServer implements AutoCloseable {
    private static final int BACKLOG = 4_096;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"ok\":true}"
                    .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel server;
    private final Selector selector;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Deque<Due> due = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8 << 10);
    private volatile Duration wait;
    private volatile int most;

    private record Due(SocketChannel channel, long nanos) {}

    WaitingServer(Duration wait) throws IOException {
        this.wait = wait;
        this.server = ServerSocketChannel.open();
        this.selector = Selector.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "waiting-server");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A server in a process of its own, so that its connections are not this one's. Prints its address; for each line that it
     * is sent, how many requests waited at the most; ends with its input.
     *
     * @param arguments how long to wait, as ISO 8601 writes it
     */
    public static void main(String[] arguments) throws IOException {
        try (WaitingServer server = new WaitingServer(Duration.parse(arguments[0]));
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.url());
            while (questions.readLine() != null) {
                System.out.println(server.most);
            }
        }
    }

    String url() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** How many requests are waiting for their answer now. */
    int waiting() {
        return waiting.get();
    }

    void setWait(Duration changed) {
        wait = changed;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select(1);
                for (SelectionKey key : selector.selectedKeys()) {
                    take(key);
                }
                selector.selectedKeys().clear();
                answer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.nio.channels.ClosedSelectorException e) {
            // It is over.
        }
    }

    private void take(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
                next.configureBlocking(false);
                next.register(selector, SelectionKey.OP_READ);
            }
            return;
        }
        SocketChannel channel = (SocketChannel) key.channel();
        buffer.clear();
        if (channel.read(buffer) > 0) {
            // The whole head of a request without a body comes in one segment.
            key.interestOps(0);
            due.add(new Due(channel, System.nanoTime() + wait.toNanos()));
            most = Math.max(most, waiting.incrementAndGet());
        } else {
            channel.close();
        }
    }

    private void answer() throws IOException {
        for (Due next = due.peek(); next != null && next.nanos() <= System.nanoTime(); next = due.peek()) {
            due.poll();
            waiting.decrementAndGet();
            next.channel().write(ByteBuffer.wrap(ANSWER));
            next.channel().close();
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }
}

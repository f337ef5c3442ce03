package dev.refgate.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that answers byte by byte what a test wants, however wrong. */
public final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:\\s*(\\d+)");

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger brokenOff = new AtomicInteger();

    /** What the server does with a request. */
    @FunctionalInterface
    public interface Behaviour {
        /**
         * @param request head and body, as they came
         * @param out whatever is written there is sent at once; the connection is closed afterwards
         */
        void answer(String request, OutputStream out) throws IOException;
    }

    private RawServer(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    public static RawServer start(Behaviour behaviour) {
        try {
            return start(new ServerSocket(0, 2_048, InetAddress.getLoopbackAddress()), behaviour);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawServer start(ServerSocket socket, Behaviour behaviour) {
        RawServer server = new RawServer(socket, behaviour);
        daemon(server::accept).start();
        return server;
    }

    /** Answers each connection with the next of these; the last for ever. */
    public static RawServer answering(String... answers) {
        AtomicInteger next = new AtomicInteger();
        return start((request, out) -> out.write(
                answers[Math.min(next.getAndIncrement(), answers.length - 1)].getBytes(StandardCharsets.UTF_8)));
    }

    /** A whole answer. */
    public static String answer(String status, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n"
                + (headers.isEmpty() ? "" : headers + "\r\n") + "\r\n" + body;
    }

    public static String json(String body) {
        return answer("200 OK", "Content-Type: application/json", body);
    }

    /** Where it is, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What was asked so far, head and body. */
    public List<String> requests() {
        return requests;
    }

    /** How many connections the other side broke off while an answer was being written. */
    public int brokenOff() {
        return brokenOff.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                daemon(() -> serve(socket)).start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = request(socket.getInputStream());
            requests.add(request);
            behaviour.answer(request, socket.getOutputStream());
        } catch (IOException e) {
            brokenOff.incrementAndGet();
        } finally {
            open.remove(socket);
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int unit = in.read();
            if (unit < 0) {
                throw new IOException("the request is cut off");
            }
            read.write(unit);
            head = unit == '\n' ? read.toString(StandardCharsets.ISO_8859_1) : "";
        }
        Matcher length = LENGTH.matcher(head);
        byte[] body = length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0];
        return head + new String(body, StandardCharsets.UTF_8);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : new ArrayList<>(open)) {
            socket.close();
        }
    }
}

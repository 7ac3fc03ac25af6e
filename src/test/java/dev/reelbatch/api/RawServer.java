package dev.reelbatch.api;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A server whose every byte, pause and broken connection a test decides. */
final class RawServer implements AutoCloseable {

    /** The server's reaction to one request; the connection stays open unless the behaviour closes it. */
    @FunctionalInterface
    interface Behaviour {
        void answer(Request request, Socket socket) throws Exception;
    }

    record Request(String line, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        String target() {
            return line.split(" ")[1];
        }
    }

    private final ServerSocket listener;
    private final List<Behaviour> behaviours;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(List<Behaviour> behaviours) throws IOException {
        this.behaviours = behaviours;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        daemon(this::accept);
    }

    /** Creates a server: the n-th request gets the n-th behaviour; the last one repeats. */
    static RawServer that(Behaviour... behaviours) throws IOException {
        return new RawServer(List.of(behaviours));
    }

    static Behaviour answers(int status, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (request, socket) -> write(socket, head(status, bytes.length, headers), bytes);
    }

    /** Writes this text unchanged, then closes. */
    static Behaviour writes(String text) {
        return (request, socket) -> {
            write(socket, text, new byte[0]);
            socket.close();
        };
    }

    static Behaviour closes() {
        return (request, socket) -> socket.close();
    }

    /** Sends nothing until the client or the test has gone. */
    static Behaviour isSilent() {
        return (request, socket) -> socket.getInputStream().read();
    }

    /** Sends this text, then a blank every few milliseconds for as long as the client listens. */
    static Behaviour drips(String start) {
        return (request, socket) -> {
            write(socket, start, new byte[0]);
            while (!socket.isClosed()) {
                write(socket, " ", new byte[0]);
                LockSupport.parkNanos(5_000_000);
            }
        };
    }

    static String head(int status, long length, String... headers) {
        return "HTTP/1.1 " + status + " Words\r\nContent-Length: " + length + "\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
    }

    static void write(Socket socket, String head, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        out.write(all.toByteArray());
        out.flush();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return listener.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Waits for the request, which on a busy machine is read after a hurried client has given it up. */
    Request onlyRequest() {
        await().until(() -> !requests.isEmpty());
        if (requests.size() != 1) {
            throw new AssertionError("Expected one request, got " + requests);
        }
        return requests.get(0);
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (Request request = read(socket); !request.line().isEmpty(); request = read(socket)) {
                int n = Math.min(requests.size(), behaviours.size() - 1);
                requests.add(request);
                behaviours.get(n).answer(request, socket);
            }
        } catch (Exception e) {
            // the client or the test has gone, which is often the point
        }
    }

    private static Request read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(": *", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }
}

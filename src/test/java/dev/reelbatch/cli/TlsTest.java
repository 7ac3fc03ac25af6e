package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.Certificates;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run, as a process of its own, against an API that speaks TLS: through a proxy, and with certificates that are wrong. */
@Timeout(180)
class TlsTest {

    private static final String KEY = "sk-top-secret-4711";
    private static final String HOST = "api.reelbatch.example";

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<String> tunnels = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream seenByProxy = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @TempDir
    static Path authority;

    private static Certificates certificates;

    @BeforeAll
    static void make() throws IOException {
        certificates = new Certificates(authority);
    }

    @AfterEach
    void close() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
        api.close();
    }

    private record Ended(int exit, String said) {}

    /** Runs one row with a patience of 15 minutes. */
    private Ended run(String url, @Nullable ServerSocket proxy, List<String> jvm) throws Exception {
        Path sheet = Files.writeString(folder.resolve("a.csv"), "prompt\na cat on a roof\n");
        Path said = folder.resolve("said.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.reelbatch.Reelbatch", "run", sheet.toString(), "--yes", "--patience=15m"));
        command.addAll(List.of("--api-url", url, "--out", folder.resolve("out").toString(), "--lang=en"));
        command.addAll(List.of("-Dreelbatch.poll.first-after=100ms", "-Dreelbatch.poll.interval=100ms"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        Map<String, String> environment = new HashMap<>(Map.of("MODELVERSE_API_KEY", KEY));
        environment.put("REELBATCH_HOME", folder.resolve("home").toString());
        if (proxy != null) {
            environment.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(100, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(said)).isTrue();
        return new Ended(process.exitValue(), Files.readString(said));
    }

    /** The simulator behind TLS. */
    private ServerSocket tls(SSLContext context) throws IOException {
        ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        serve(server, socket -> join(socket, api.apiUrl().getPort(), new ByteArrayOutputStream()));
        return server;
    }

    /** Knows every name, and that it is this machine. */
    private ServerSocket proxy() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        serve(server, socket -> {
            String head = head(socket.getInputStream());
            seenByProxy.write(head.getBytes(StandardCharsets.ISO_8859_1));
            String[] line = head.split(" ", 3);
            tunnels.add(line[0] + " " + line[1]);
            socket.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            join(socket, Integer.parseInt(line[1].replaceFirst(".*:", "")), seenByProxy);
        });
        return server;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    private void serve(ServerSocket server, Talk talk) {
        servers.add(server);
        background(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                background(() -> {
                    try (socket) {
                        talk.with(socket);
                    }
                });
            }
        });
    }

    /** Both ways until either side ends. */
    private static void join(Socket client, int port, OutputStream seen) throws IOException {
        try (Socket server = new Socket("127.0.0.1", port)) {
            background(() -> {
                server.getInputStream().transferTo(client.getOutputStream());
                client.close();
            });
            byte[] buffer = new byte[8192];
            for (int read = client.getInputStream().read(buffer);
                    read >= 0;
                    read = client.getInputStream().read(buffer)) {
                seen.write(buffer, 0, read);
                server.getOutputStream().write(buffer, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one side has gone away
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void whenTheApiIsBehindAProxyThenTheRunGoesThroughATunnelThatShowsNoKey() throws Exception {
        ServerSocket server = tls(certificates.of("DNS:" + HOST));
        Ended ended = run("https://" + HOST + ":" + server.getLocalPort(), proxy(), certificates.trusting());
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(1);
        assertThat(tunnels).isNotEmpty().containsOnly("CONNECT " + HOST + ":" + server.getLocalPort());
        assertThat(seenByProxy.toString(StandardCharsets.ISO_8859_1)).doesNotContain(KEY, "Authorization", "a cat");
    }

    @Test
    void whenTheCertificateHasExpiredThenItStopsAtOnce() throws Exception {
        ServerSocket server = tls(certificates.of("IP:127.0.0.1", "-startdate", "-10d", "-validity", "5"));
        assertStops(
                server, certificates.trusting(), "its TLS certificate has expired; is this computer's clock right?");
    }

    @Test
    void whenTheCertificateIsForAnotherHostThenItStopsAtOnce() throws Exception {
        ServerSocket server = tls(certificates.of("DNS:another.example"));
        assertStops(server, certificates.trusting(), "its TLS certificate is for another name");
    }

    @Test
    void whenTheCertificateIsSignedByNobodyThenItStopsAtOnce() throws Exception {
        ServerSocket server = tls(certificates.selfSigned("IP:127.0.0.1"));
        assertStops(server, certificates.trusting(), "its TLS certificate is not trusted");
    }

    @Test
    void whenTheAuthorityIsNotTrustedThenItStopsAtOnceBehindAProxyToo() throws Exception {
        ServerSocket server = tls(certificates.of("DNS:" + HOST));
        Ended ended = run("https://" + HOST + ":" + server.getLocalPort(), proxy(), List.of());
        assertThat(ended.exit()).as(ended.said()).isEqualTo(ExitCode.STOPPED);
        assertThat(ended.said()).contains("its TLS certificate is not trusted", "through the proxy 127.0.0.1:");
        assertThat(api.acceptedCount()).isZero();
    }

    private void assertStops(ServerSocket server, List<String> jvm, String words) throws Exception {
        Ended ended = run("https://127.0.0.1:" + server.getLocalPort(), null, jvm);
        assertThat(ended.exit()).as(ended.said()).isEqualTo(ExitCode.STOPPED);
        assertThat(ended.said()).contains(words, "Waiting does not help", "1 pending");
        assertThat(api.acceptedCount()).isZero();
    }
}

package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.SubmitAnswer.NotAccepted;
import dev.reelbatch.api.SubmitAnswer.StopReason;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Errors that waiting can't cure stop at once; others are tried again. */
@Timeout(60)
class UntrustedCertificateTest {

    @TempDir
    Path folder;

    @Test
    void whenTheCertificateIsNotTrustedThenItStops() throws Exception {
        try (SSLServerSocket server = tls();
                TasksClient client = TestClients.tasks(url("https", server))) {
            Stopped stopped = (Stopped) client.submit("{}", () -> {});
            assertThat(stopped.reason()).isEqualTo(StopReason.NO_WAY);
            assertThat(stopped.error().code()).isEqualTo("no_secure_connection");
            assertThat(stopped.error().message()).contains("certificate is not trusted");
            assertThat(client.status("t")).isInstanceOf(StatusAnswer.Denied.class);
        }
    }

    @Test
    void whenPlainHttpIsSpokenThereThenItStops() throws Exception {
        try (ServerSocket greeting = greeting();
                TasksClient client = TestClients.tasks(url("https", greeting))) {
            Stopped stopped = (Stopped) client.submit("{}", () -> {});
            assertThat(stopped.error().message()).contains("does not speak TLS");
        }
    }

    @Test
    void whenTheHandshakeBreaksOffThenItIsTriedAgain() throws Exception {
        try (ServerSocket closing = closing();
                TasksClient client = TestClients.tasks(url("https", closing))) {
            assertThat(client.submit("{}", () -> {})).isInstanceOf(NotAccepted.class);
        }
    }

    private SSLServerSocket tls() throws Exception {
        SSLContext context = new Certificates(folder).selfSigned("IP:127.0.0.1");
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        accept(server, socket -> ((SSLSocket) socket).startHandshake());
        return server;
    }

    private static ServerSocket greeting() throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        accept(server, socket -> socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
        return server;
    }

    private static ServerSocket closing() throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        accept(server, socket -> socket.getInputStream().read());
        return server;
    }

    private interface Talk {
        void with(java.net.Socket socket) throws Exception;
    }

    private static void accept(ServerSocket server, Talk talk) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (java.net.Socket socket = server.accept()) {
                    talk.with(socket);
                } catch (Exception e) {
                    // the client has gone, which is the point
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static URI url(String scheme, ServerSocket server) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort());
    }
}

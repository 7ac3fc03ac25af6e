package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkErrorsTest {

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new UnknownHostException("api.example"), "the host name is unknown; is the network up?"),
                Arguments.of(new SocketException("Connection reset by peer"), "the connection was reset"),
                Arguments.of(new SocketException("Broken pipe (Write failed)"), "the connection was reset"),
                Arguments.of(
                        new ConnectException("Network is unreachable"), "there is no route to it; is the network up?"),
                Arguments.of(
                        new SSLException("PKIX path building failed", new CertificateException("no path")),
                        "its TLS certificate is not trusted"),
                Arguments.of(
                        new SSLHandshakeException("protocol_version"),
                        "it has no TLS version or cipher in common with reelbatch (protocol_version)"),
                Arguments.of(new IOException("Premature end"), "Premature end"),
                Arguments.of(new IOException(), "no details"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whenACallFailsThenTheMessageExplainsIt(Exception trouble, String words) {
        assertThat(NetworkErrors.of(trouble)).isEqualTo(words);
    }

    @Test
    void whenNothingListensThenTheErrorSaysSoWithoutTheNamesOfTypes() throws IOException {
        try (ClosedPort closed = new ClosedPort();
                TasksClient client = TestClients.tasks(closed.url())) {
            StatusAnswer.Unanswered answer = (StatusAnswer.Unanswered) client.status("t");

            assertThat(answer.error().message())
                    .isEqualTo(("No connection to %s: it refused the connection; no server is running there, "
                                    + "or a firewall blocks it")
                            .formatted(closed.url().getHost()));
        }
    }
}

package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** What Java and the HTTP library say by the type of an exception, in words that can follow a colon. */
public final class NetworkWords {

    private NetworkWords() {}

    /** The exception's own message where its type tells nothing. */
    public static String of(Exception cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "").strip();
        if (cause instanceof UnknownHostException) {
            return Text.of("this name is not known; is the network up?");
        } else if (cause instanceof SocketTimeoutException) {
            return Text.of("no answer in time");
        } else if (cause instanceof NoRouteToHostException) {
            return Text.of("there is no way to it; is the network up?");
        } else if (cause instanceof SSLException) {
            return ofTls(cause, message);
        } else if (cause instanceof NoHttpResponseException) {
            return Text.of("it hung up without an answer");
        } else if (cause instanceof SocketException) {
            return ofSocket(cause, message);
        }
        return message.isEmpty() ? Text.of("no details") : message;
    }

    private static String ofTls(Exception failure, String message) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return Text.of("its TLS certificate is for another name");
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return Text.of("its TLS certificate is not trusted");
            }
        }
        return Text.of("no secure connection (TLS): %s", message);
    }

    /** The types are too few here: what happened stands in the system's own English. */
    private static String ofSocket(Exception failure, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("refused")) {
            return Text.of("it refuses the connection; nothing listens there, or a firewall is in between");
        } else if (text.contains("reset") || text.contains("broken pipe")) {
            return Text.of("the connection was reset");
        } else if (text.contains("unreachable")) {
            return Text.of("there is no way to it; is the network up?");
        }
        return failure instanceof ConnectException || message.isEmpty() ? Text.of("the connection failed") : message;
    }
}

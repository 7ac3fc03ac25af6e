package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Messages for exceptions of Java and the HTTP library, by type, in words that can follow a colon. */
public final class NetworkErrors {

    private static final Pattern NO_TLS = Pattern.compile("(?i)unsupported or unrecognized|plaintext connection");
    private static final Pattern NO_COMMON_TLS = Pattern.compile("(?i)unsupported or unrecognized|plaintext connection"
            + "|protocol_version|handshake_failure|insufficient_security|no appropriate protocol|unrecognized_name"
            + "|no negotiable cipher|certificate_required|bad_certificate");

    private NetworkErrors() {}

    /** Returns the message; for a type that tells nothing, the exception's own. */
    public static String of(Exception cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "").strip();
        if (cause instanceof UnknownHostException) {
            return Text.of("the host name is unknown; is the network up?");
        } else if (cause instanceof SocketTimeoutException) {
            return Text.of("no answer in time");
        } else if (cause instanceof NoRouteToHostException) {
            return Text.of("there is no route to it; is the network up?");
        } else if (cause instanceof SSLException) {
            return ofTls(cause, message);
        } else if (cause instanceof NoHttpResponseException) {
            return Text.of("the server closed the connection without responding");
        } else if (cause instanceof SocketException) {
            return ofSocket(cause, message);
        }
        return message.isEmpty() ? Text.of("no details") : message;
    }

    /**
     * Returns whether the failure will recur on every try: a certificate that is not trusted today will not be
     * tomorrow. A connection that breaks during the handshake may succeed the next time.
     */
    static boolean isIncurable(Exception failure) {
        return failure instanceof SSLException
                && (failure instanceof SSLPeerUnverifiedException
                        || certificate(failure) != null
                        || NO_COMMON_TLS
                                .matcher(String.valueOf(failure.getMessage()))
                                .find());
    }

    private static @Nullable CertificateException certificate(Exception failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return (CertificateException) cause;
            }
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException certificate) {
                return certificate;
            }
        }
        return null;
    }

    private static String ofTls(Exception failure, String message) {
        CertificateException certificate = certificate(failure);
        if (failure instanceof SSLPeerUnverifiedException || isForAnotherName(certificate)) {
            return Text.of("its TLS certificate is for another name");
        } else if (certificate instanceof CertificateExpiredException) {
            return Text.of("its TLS certificate has expired; is this computer's clock right?");
        } else if (certificate instanceof CertificateNotYetValidException) {
            return Text.of("its TLS certificate is not valid yet; is this computer's clock right?");
        } else if (certificate != null) {
            return Text.of("its TLS certificate is not trusted");
        } else if (NO_TLS.matcher(message).find()) {
            return Text.of("it does not speak TLS; is the address or the port wrong?");
        } else if (NO_COMMON_TLS.matcher(message).find()) {
            return Text.of("it has no TLS version or cipher in common with reelbatch (%s)", message);
        }
        return Text.of("no secure connection (TLS): %s", message);
    }

    private static boolean isForAnotherName(@Nullable CertificateException certificate) {
        return certificate != null && String.valueOf(certificate.getMessage()).startsWith("No subject alternative");
    }

    /** Returns the message for a socket failure: the types are too few here, so the system's English text decides. */
    private static String ofSocket(Exception failure, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("refused")) {
            return Text.of("it refused the connection; no server is running there, or a firewall blocks it");
        } else if (text.contains("reset") || text.contains("broken pipe")) {
            return Text.of("the connection was reset");
        } else if (text.contains("unreachable")) {
            return Text.of("there is no route to it; is the network up?");
        }
        return failure instanceof ConnectException || message.isEmpty() ? Text.of("the connection failed") : message;
    }
}

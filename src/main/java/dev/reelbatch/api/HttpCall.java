package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Failure;
import dev.reelbatch.api.HttpOutcome.NoAnswer;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way. It can be cut off from another thread, and knows whether it was sent. */
final class HttpCall implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpCall.class);
    private static final String ATTRIBUTE = "reelbatch.call";

    private final CloseableHttpClient client;
    private final Proxies proxies;
    private final HttpUriRequestBase request;
    private final Consumer<HttpCall> onClose;
    private final HttpClientContext context = HttpClientContext.create();

    private volatile boolean sent;
    private int proxyStatus;
    private volatile @Nullable Failure cutOff;
    private @Nullable Future<?> deadline;
    private @Nullable ClassicHttpResponse response;

    HttpCall(CloseableHttpClient client, Proxies proxies, HttpUriRequestBase request, Consumer<HttpCall> onClose) {
        this.client = client;
        this.proxies = proxies;
        this.request = request;
        this.onClose = onClose;
    }

    /** A client runs this when a connection stands, right before it writes the first byte. */
    static void markSent(HttpContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof HttpCall httpCall) {
            httpCall.sent = true;
        }
    }

    ClassicHttpResponse send() throws IOException {
        context.setAttribute(ATTRIBUTE, this);
        ClassicHttpResponse answer = client.executeOpen(null, request, context);
        response = answer;
        if (!sent) {
            // The library hands on a proxy's refusal of the tunnel as if the host had said it.
            proxyStatus = answer.getCode();
            throw new IOException(Text.of("the proxy on the way answers HTTP %d", proxyStatus));
        }
        return answer;
    }

    void endsWith(Future<?> deadline) {
        this.deadline = deadline;
    }

    /** The answer is there; from now on only a read that stalls ends it. */
    void liftDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    void abort() {
        cutOff(new Failure("aborted", Text.of("reelbatch was stopped before the answer came.")));
    }

    void cutOff(Failure reason) {
        if (cutOff == null) {
            cutOff = reason;
        }
        request.cancel();
    }

    NoAnswer noAnswer(Exception cause) {
        if (!sent) {
            Failure reason = cutOff;
            String why = reason == null ? words(cause) : reason.message();
            return new NoAnswer(
                    false, new Failure(code(reason, cause), Text.of("No connection to %s: %s", hostAndWay(), why)));
        }
        return new NoAnswer(true, failure(cause));
    }

    private String code(@Nullable Failure cutOff, Exception cause) {
        if (cutOff != null) {
            return "no_connection";
        }
        // what it forbids or asks for it will tomorrow; a 5xx is about the host behind it
        boolean refuses = proxyStatus / 100 == 4 && proxyStatus != 408 && proxyStatus != 429;
        return refuses
                ? ApiError.PROXY_REFUSES
                : NetworkErrors.isIncurable(cause) ? ApiError.NO_SECURE_CONNECTION : "no_connection";
    }

    Failure failure(Exception cause) {
        Failure reason = cutOff;
        if (reason != null) {
            return reason;
        }
        if (cause instanceof SocketTimeoutException) {
            return new Failure("timeout", Text.of("%s fell silent before its answer was complete.", hostAndWay()));
        }
        return new Failure("connection_lost", Text.of("The connection to %s was lost: %s", hostAndWay(), words(cause)));
    }

    /** Closes the connection if the answer was not read to its end: the rest may be 100 MB long. */
    @Override
    public void close() {
        liftDeadline();
        onClose.accept(this);
        if (response == null) {
            return;
        }
        request.cancel();
        try {
            response.close();
        } catch (IOException | RuntimeException e) {
            // Nothing is left to lose: whoever closes has what they wanted, or knows that they don't.
        }
    }

    private String host() {
        return request.getAuthority() == null
                ? Text.of("the host")
                : request.getAuthority().getHostName();
    }

    private String hostAndWay() {
        String proxy = proxies.onTheWayTo(request);
        return proxy == null ? host() : Text.of("%s through the proxy %s", host(), proxy);
    }

    /** For people; the exception itself goes to the log. */
    private String words(Exception cause) {
        log.info("{}: {}", host(), cause.toString());
        return NetworkErrors.of(cause);
    }
}

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

/** A request that is in progress. Another thread can cut it off, and it knows whether it was sent. */
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

    /**
     * Marks the request as sent; a client calls this when the connection is made, right before it writes the first
     * byte.
     */
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
            // The library passes on a proxy's refusal of the tunnel as if it were the host's.
            proxyStatus = answer.getCode();
            throw new IOException(Text.of("the proxy answered HTTP %d", proxyStatus));
        }
        return answer;
    }

    void endsWith(Future<?> deadline) {
        this.deadline = deadline;
    }

    /** Lifts the deadline, because the answer has begun; from now on only a stalled read ends the call. */
    void liftDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    void abort() {
        cutOff(new Failure("aborted", Text.of("reelbatch was stopped before the answer arrived.")));
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
            String why = reason == null ? message(cause) : reason.message();
            return new NoAnswer(
                    false, new Failure(code(reason, cause), Text.of("No connection to %s: %s", hostAndWay(), why)));
        }
        return new NoAnswer(true, failure(cause));
    }

    private String code(@Nullable Failure cutOff, Exception cause) {
        if (cutOff != null) {
            return "no_connection";
        }
        // what the proxy forbids or asks for now, it will tomorrow; a 5xx is about the host behind it
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
            return new Failure(
                    "timeout", Text.of("%s stopped sending before its response was complete.", hostAndWay()));
        }
        return new Failure(
                "connection_lost", Text.of("The connection to %s was lost: %s", hostAndWay(), message(cause)));
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
            // Nothing is left to lose: the caller that closes has its data, or knows that it does not.
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

    /** Returns a message for people; the exception goes to the log. */
    private String message(Exception cause) {
        log.info("{}: {}", host(), cause.toString());
        return NetworkErrors.of(cause);
    }
}

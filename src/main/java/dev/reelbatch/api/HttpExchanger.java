package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.HttpOutcome.Failure;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Sends requests, once each, and cuts off those that take too long or are no longer wanted. */
final class HttpExchanger implements AutoCloseable {

    private final CloseableHttpClient client;
    private final Proxies proxies;
    private final Duration deadline;
    private final Time time;
    private final Set<HttpCall> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor deadlines;

    /**
     * @param proxies that requests go through
     * @param deadline for a call, from its start until {@link HttpCall#liftDeadline()} or its end
     */
    HttpExchanger(HttpClientBuilder client, Proxies proxies, Duration deadline, Time time) {
        this.client = proxies.on(client).build();
        this.proxies = proxies;
        this.deadline = deadline;
        this.time = time;
        this.deadlines = deadlineThread();
    }

    /** Creates a call that has not been sent yet; its deadline runs from now on. */
    HttpCall call(HttpUriRequestBase request) {
        return call(request, Duration.ZERO);
    }

    /** Creates a call as {@link #call}, whose deadline is later by this time. */
    HttpCall call(HttpUriRequestBase request, Duration timeToSend) {
        Duration limit = deadline.plus(timeToSend);
        proxies.authorize(request);
        HttpCall httpCall = new HttpCall(client, proxies, request, open::remove);
        open.add(httpCall);
        httpCall.endsWith(
                deadlines.schedule(() -> httpCall.cutOff(late(limit)), limit.toNanos(), TimeUnit.NANOSECONDS));
        return httpCall;
    }

    private static Failure late(Duration limit) {
        return new Failure(
                "timeout",
                Text.of(
                        "No complete answer arrived within %d s.",
                        limit.plusMillis(999).toSeconds()));
    }

    /**
     * Sends the request and reads at most {@code longestBody} bytes of the answer. Failures of the network are
     * returned, never thrown.
     *
     * @param timeToSend for a long body, before the answer is waited for
     */
    HttpOutcome exchange(HttpUriRequestBase request, int longestBody, Duration timeToSend) {
        try (HttpCall httpCall = call(request, timeToSend)) {
            try {
                return read(httpCall, httpCall.send(), longestBody);
            } catch (IOException | RuntimeException e) { // a closed client throws IllegalStateException
                return httpCall.noAnswer(e);
            }
        }
    }

    /** Reads the answer and keeps what came before a failure: a task id in a broken answer is still a task id. */
    Answer read(HttpCall httpCall, ClassicHttpResponse response, int longestBody) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Failure damage = null;
        try {
            if (!copy(response.getEntity(), bytes, longestBody)) {
                damage = tooLong(longestBody);
            }
        } catch (IOException | RuntimeException e) {
            damage = httpCall.failure(e);
        }
        BodyText body = BodyText.of(bytes.toByteArray(), charset(response), longestBody);
        return new Answer(
                response.getCode(),
                RetryAfter.parse(header(response, HttpHeaders.RETRY_AFTER), time.now()),
                header(response, HttpHeaders.LOCATION),
                body.text(),
                damage != null || body.isWhole() ? damage : unreadable());
    }

    private static Failure tooLong(int longestBody) {
        return new Failure("unreadable_answer", Text.of("The answer is longer than %d bytes.", longestBody));
    }

    private static Failure unreadable() {
        return new Failure("unreadable_answer", Text.of("The answer is compressed and can't be unpacked."));
    }

    int openCalls() {
        return open.size();
    }

    void abortOpenCalls() {
        open.forEach(HttpCall::abort);
    }

    @Override
    public void close() {
        abortOpenCalls();
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Returns false if the body is longer than {@code longest} bytes. */
    private static boolean copy(@Nullable HttpEntity entity, ByteArrayOutputStream to, int longest) throws IOException {
        if (entity == null) {
            return true;
        }
        InputStream body = entity.getContent();
        byte[] buffer = new byte[8192];
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
            if (to.size() + n > longest) {
                return false;
            }
            to.write(buffer, 0, n);
        }
        return true;
    }

    private static @Nullable Charset charset(ClassicHttpResponse response) {
        ContentType type = ContentType.parseLenient(header(response, HttpHeaders.CONTENT_TYPE));
        return type == null ? null : type.getCharset();
    }

    private static ScheduledThreadPoolExecutor deadlineThread() {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread daemon = new Thread(work, "http-deadlines");
                    daemon.setDaemon(true);
                    return daemon;
                },
                // After close() there is nothing to time: the call fails at once.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }
}

package dev.reelbatch.notify;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** One POST at a time, sent once, cut off when it takes too long. What goes wrong is told without the address. */
final class Post implements AutoCloseable {

    private static final int LONGEST_ANSWER = 8 * 1024;

    private final long deadlineMillis;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;

    Post(Proxies proxies, long deadlineMillis) {
        this.deadlineMillis = deadlineMillis;
        Timeout timeout = Timeout.ofMilliseconds(deadlineMillis);
        this.client = proxies.on(HttpClients.custom()
                        .useSystemProperties()
                        .setUserAgent("reelbatch")
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .useSystemProperties()
                                .setDefaultConnectionConfig(ConnectionConfig.custom()
                                        .setConnectTimeout(timeout)
                                        .setSocketTimeout(timeout)
                                        .build())
                                .build())
                        .setDefaultRequestConfig(RequestConfig.custom()
                                .setResponseTimeout(timeout)
                                .build())
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement())
                .build();
        this.deadlines = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, "notify-deadline");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    WebhookAnswer send(WebhookKind webhookKind, URI address, String json) {
        HttpPost post = new HttpPost(address);
        post.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
        var deadline = deadlines.schedule(post::cancel, deadlineMillis, TimeUnit.MILLISECONDS);
        try {
            return client.execute(post, response -> WebhookAnswer.of(webhookKind, response.getCode(), body(response)));
        } catch (IOException | RuntimeException e) {
            return WebhookAnswer.noAnswer(post.isCancelled() ? Text.of("no answer in time") : words(e));
        } finally {
            deadline.cancel(false);
        }
    }

    private static String body(ClassicHttpResponse response) throws IOException, ParseException {
        return response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity(), LONGEST_ANSWER);
    }

    /** Not the exception's own words, which name the host. */
    private static String words(Exception e) {
        if (e instanceof UnknownHostException) {
            return Text.of("its host is not known");
        } else if (e instanceof SSLException) {
            return Text.of("no secure connection");
        } else if (e instanceof java.net.SocketTimeoutException) {
            return Text.of("no answer in time");
        }
        return e instanceof java.net.ConnectException ? Text.of("no connection") : Text.of("the connection broke off");
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}

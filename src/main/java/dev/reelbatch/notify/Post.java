package dev.reelbatch.notify;

import dev.reelbatch.api.HttpClientFactory;
import dev.reelbatch.api.NetworkErrors;
import dev.reelbatch.api.Proxies;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Sends one POST at a time, once, and cuts it off when it takes too long. Errors are reported without the address. */
final class Post implements AutoCloseable {

    private static final int LONGEST_ANSWER = 8 * 1024;

    private final long deadlineMillis;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;

    Post(Proxies proxies, long deadlineMillis) {
        this.deadlineMillis = deadlineMillis;
        Duration deadline = Duration.ofMillis(deadlineMillis);
        this.client = proxies.on(HttpClientFactory.once(deadline, deadline, 1)).build();
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
        } catch (IOException e) {
            return WebhookAnswer.noAnswer(post.isCancelled() ? Text.of("no answer in time") : NetworkErrors.of(e));
        } catch (RuntimeException e) { // its message may name the address
            return WebhookAnswer.noAnswer(Text.of("the connection failed"));
        } finally {
            deadline.cancel(false);
        }
    }

    private static String body(ClassicHttpResponse response) throws IOException, ParseException {
        return response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity(), LONGEST_ANSWER);
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}

package dev.reelbatch.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How every HTTP client here is set up: it does what it is told, once. The library's defaults would
 * send a POST again after a 429 or 503, follow a redirect of a POST as a GET, and carry headers to
 * another host.
 */
final class Clients {

    /**
     * Shorter than any server's own limit: a POST on a connection that the server is just closing
     * would be in doubt for no reason.
     */
    private static final TimeValue KEEP_ALIVE = TimeValue.ofSeconds(1);

    private Clients() {}

    /**
     * Reads the JVM's proxy settings.
     *
     * @param silence the longest wait for the next byte
     */
    static HttpClientBuilder once(Duration connectTimeout, Duration silence, int maxConnections) {
        RequestConfig request = RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(connectTimeout))
                .setResponseTimeout(timeout(silence))
                .build();
        return HttpClients.custom()
                .useSystemProperties()
                .setUserAgent("reelbatch")
                .setConnectionManager(pool(connectTimeout, silence, maxConnections))
                .setDefaultRequestConfig(request)
                .setKeepAliveStrategy((response, context) -> KEEP_ALIVE)
                .addRequestInterceptorLast((sent, entity, context) -> Call.markSent(context))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement();
    }

    private static PoolingHttpClientConnectionManager pool(
            Duration connectTimeout, Duration silence, int maxConnections) {
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(timeout(connectTimeout))
                .setSocketTimeout(timeout(silence))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(maxConnections)
                .setMaxConnTotal(maxConnections)
                .setDefaultConnectionConfig(connection)
                .build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS);
    }
}

package dev.reelbatch.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.Timeout;

/**
 * The setup of every HTTP client: each sends a request once, unchanged. The library's defaults would send a POST again
 * after a 429 or 503, follow a redirect of a POST as a GET, and carry headers to another host.
 *
 * <p>Each exchange has its own connection. In HTTP/1.1 only the order tells which answer belongs to which request: on a
 * reused connection, one answer too many gives every later row the task, or the video, of another. Checking for unread
 * bytes does not help, since they may arrive right after the check.
 */
public final class HttpClientFactory {

    private static final Header CLOSE = new BasicHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);

    private HttpClientFactory() {}

    /**
     * Creates a builder that reads the JVM's proxy settings.
     *
     * @param silence the longest wait for the next byte
     */
    public static HttpClientBuilder once(Duration connectTimeout, Duration silence, int maxConnections) {
        return once(connectTimeout, silence, maxConnections, SystemDefaultDnsResolver.INSTANCE);
    }

    /** Creates such a builder for connections to addresses that the resolver gives. */
    static HttpClientBuilder once(Duration connectTimeout, Duration silence, int maxConnections, DnsResolver resolver) {
        RequestConfig request = RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(connectTimeout))
                .setResponseTimeout(timeout(silence))
                .build();
        return HttpClients.custom()
                .useSystemProperties()
                .setUserAgent("reelbatch")
                .setConnectionManager(pool(connectTimeout, silence, maxConnections, resolver))
                .setDefaultRequestConfig(request)
                .setConnectionReuseStrategy((sent, answer, context) -> false)
                .addRequestInterceptorFirst((sent, entity, context) -> sent.setHeader(CLOSE))
                .addRequestInterceptorLast((sent, entity, context) -> HttpCall.markSent(context))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement();
    }

    private static PoolingHttpClientConnectionManager pool(
            Duration connectTimeout, Duration silence, int maxConnections, DnsResolver resolver) {
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(timeout(connectTimeout))
                .setSocketTimeout(timeout(silence))
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
                .setDnsResolver(resolver)
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

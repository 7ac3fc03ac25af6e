package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names: {@code HTTPS_PROXY} and {@code HTTP_PROXY} by the scheme of the requested
 * address, else {@code ALL_PROXY}; none for hosts in {@code NO_PROXY}. Lower-case variables are read as well and come
 * first, as in curl. Java's own properties ({@code https.proxyHost}) precede all of them.
 *
 * <p>Requests to an https address go through a tunnel (CONNECT): no proxy sees the API's key.
 */
public final class Proxies {

    public static final Proxies NONE = new Proxies(Map.of(), List.of());

    private static final List<String> JAVAS_OWN = List.of("https.proxyHost", "http.proxyHost", "socksProxyHost");
    private static final int WEB_PORT = 80;
    private static final int TLS_PORT = 443;

    /**
     * A proxy and its source.
     *
     * @param variable that names it
     * @param userInfo name and password, decoded; null without
     */
    private record Proxy(
            HttpHost host, String variable, @Nullable String userInfo) {}

    private final Map<String, Proxy> ofScheme;
    private final List<String> direct;

    private Proxies(Map<String, Proxy> ofScheme, List<String> direct) {
        this.ofScheme = ofScheme;
        this.direct = direct;
    }

    /**
     * Reads the proxies of an environment.
     *
     * @throws IllegalArgumentException naming a variable that is not a usable proxy, without its value
     */
    public static Proxies of(Map<String, String> environment) {
        if (JAVAS_OWN.stream().anyMatch(name -> !System.getProperty(name, "").isBlank())) {
            return NONE;
        }
        Map<String, Proxy> proxies = new HashMap<>();
        for (String scheme : List.of("https", "http")) {
            Proxy proxy = proxy(environment, scheme + "_proxy");
            proxy = proxy == null ? proxy(environment, "all_proxy") : proxy;
            if (proxy != null) {
                proxies.put(scheme, proxy);
            }
        }
        String direct = Objects.requireNonNullElse(value(environment, "no_proxy"), "");
        return new Proxies(
                proxies,
                Arrays.stream(direct.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .map(entry -> entry.replaceFirst("\\.$", ""))
                        .filter(entry -> !entry.isEmpty())
                        .toList());
    }

    private static @Nullable String value(Map<String, String> environment, String small) {
        String value = environment.get(name(environment, small));
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns the variable's name as this environment spells it. */
    private static String name(Map<String, String> environment, String small) {
        return environment.getOrDefault(small, "").isBlank() ? small.toUpperCase(Locale.ROOT) : small;
    }

    private static @Nullable Proxy proxy(Map<String, String> environment, String small) {
        String value = value(environment, small);
        if (value == null) {
            return null;
        }
        String variable = name(environment, small);
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? WEB_PORT : TLS_PORT;
                String user = uri.getRawUserInfo();
                return new Proxy(
                        new HttpHost(scheme, uri.getHost(), port),
                        variable,
                        user == null ? null : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // reported below, without the value: it may contain a password
        }
        throw new IllegalArgumentException(
                Text.of("%s does not name a usable proxy; write it as http://host:port", variable));
    }

    /** Makes the client use these proxies. */
    public HttpClientBuilder on(HttpClientBuilder client) {
        if (ofScheme.isEmpty()) {
            return client;
        }
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        for (Proxy proxy : ofScheme.values()) {
            if (proxy.userInfo() != null) {
                String[] user = proxy.userInfo().split(":", 2);
                char[] password = (user.length < 2 ? "" : user[1]).toCharArray();
                credentials.setCredentials(
                        new AuthScope(proxy.host()), new UsernamePasswordCredentials(user[0], password));
            }
        }
        return client.setDefaultCredentialsProvider(credentials).setRoutePlanner(new DefaultRoutePlanner(null) {
            @Override
            protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
                Proxy proxy = to(target.getSchemeName(), target.getHostName(), target.getPort());
                return proxy == null ? null : proxy.host();
            }
        });
    }

    /** Adds the proxy's credentials to the first request over plain HTTP, because nothing is sent a second time. */
    void authorize(HttpUriRequestBase request) {
        Proxy proxy = to(request);
        if (proxy != null && proxy.userInfo() != null && "http".equalsIgnoreCase(request.getScheme())) {
            String code = Base64.getEncoder().encodeToString(proxy.userInfo().getBytes(StandardCharsets.UTF_8));
            request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, "Basic " + code);
        }
    }

    /** Returns the proxy for the request and the variable that names it; null if it connects directly. */
    @Nullable String onTheWayTo(HttpUriRequestBase request) {
        Proxy proxy = to(request);
        return proxy == null
                ? ofJava(request)
                : "%s (%s)".formatted(proxy.host().toHostString(), proxy.variable());
    }

    /** Returns the proxy that Java's own properties name. */
    private static @Nullable String ofJava(HttpUriRequestBase request) {
        try {
            URI uri = request.getUri();
            for (java.net.Proxy proxy : ProxySelector.getDefault().select(uri)) {
                if (proxy.address() instanceof InetSocketAddress address) {
                    String property = proxy.type() == java.net.Proxy.Type.SOCKS ? "socks" : uri.getScheme() + ".";
                    return "%s:%d (%sProxyHost)"
                            .formatted(address.getHostString(), address.getPort(), property)
                            .replace(".ProxyHost", ".proxyHost");
                }
            }
        } catch (URISyntaxException | RuntimeException e) {
            // not an address that a proxy could be chosen for
        }
        return null;
    }

    private @Nullable Proxy to(HttpUriRequestBase request) {
        return request.getAuthority() == null
                ? null
                : to(
                        String.valueOf(request.getScheme()),
                        request.getAuthority().getHostName(),
                        request.getAuthority().getPort());
    }

    private @Nullable Proxy to(String scheme, String host, int port) {
        String small = scheme.toLowerCase(Locale.ROOT);
        Proxy proxy = ofScheme.get(small);
        int realPort = port >= 0 ? port : small.equals("http") ? WEB_PORT : TLS_PORT;
        String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
        return proxy == null || direct.stream().anyMatch(entry -> NoProxy.covers(entry, name, realPort)) ? null : proxy;
    }
}

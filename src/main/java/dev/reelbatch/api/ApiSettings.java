package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The location of the API and the way to talk to it.
 *
 * @param baseUrl scheme, host and an optional path before {@code /v1}; a {@code /v1} or slash at its end is cut,
 *     since people paste both
 * @param auth the form of the {@code Authorization} header
 * @param connectTimeout for each connection, and for its TLS handshake
 * @param responseTimeout for one whole exchange, from its start to the last byte of the answer
 * @param notAccepted the HTTP statuses (400 to 599) that guarantee that a submit was not accepted (429 and 503 by
 *     default)
 * @param maxConnections number of connections open at once
 * @param emptyAccount the errors that mean that there is no money left
 * @param statusWords the API's words for a task's state
 * @param proxies for the connections to the API and to the videos
 */
public record ApiSettings(
        URI baseUrl,
        AuthForm auth,
        Duration connectTimeout,
        Duration responseTimeout,
        Set<Integer> notAccepted,
        int maxConnections,
        EmptyAccount emptyAccount,
        TaskStatusWords statusWords,
        Proxies proxies) {

    /** The vendor's default host; callers outside China use {@code https://api.umodelverse.ai}. */
    public static final URI VENDOR = URI.create("https://api.modelverse.cn");

    public ApiSettings {
        baseUrl = trimmed(baseUrl);
        notAccepted = Set.copyOf(notAccepted);
        require(connectTimeout.compareTo(Duration.ZERO) > 0, Text.of("The connect timeout must be above 0."));
        require(responseTimeout.compareTo(Duration.ZERO) > 0, Text.of("The response timeout must be above 0."));
        require(maxConnections > 0, Text.of("At least one connection is needed."));
        for (int status : notAccepted) {
            require(
                    status >= 400 && status <= 599,
                    Text.of("An HTTP error status must be 400 to 599, not %d.", status));
        }
    }

    /** Creates settings with only the documented words, and without proxies. */
    public ApiSettings(
            URI baseUrl,
            AuthForm auth,
            Duration connectTimeout,
            Duration responseTimeout,
            Set<Integer> notAccepted,
            int maxConnections) {
        this(
                baseUrl,
                auth,
                connectTimeout,
                responseTimeout,
                notAccepted,
                maxConnections,
                new EmptyAccount(List.of(), List.of()),
                TaskStatusWords.of(List.of(), List.of(), List.of()),
                Proxies.NONE);
    }

    /** Creates the default settings: plain key, 10 s to connect, 120 s for an answer, 429 and 503 not accepted. */
    public static ApiSettings of(URI baseUrl) {
        return new ApiSettings(
                baseUrl, AuthForm.PLAIN, Duration.ofSeconds(10), Duration.ofSeconds(120), Set.of(429, 503), 64);
    }

    URI submitUrl() {
        return URI.create(baseUrl + "/v1/tasks/submit");
    }

    URI statusUrl(String encodedTaskId) {
        return URI.create(baseUrl + "/v1/tasks/status?task_id=" + encodedTaskId);
    }

    private static URI trimmed(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        // The URL stays out of the messages: what people paste may contain a secret.
        require(
                scheme.equals("http") || scheme.equals("https"),
                Text.of("The API's URL must start with https:// or http://."));
        require(url.getHost() != null, Text.of("The API's URL must name a host."));
        require(url.getRawUserInfo() == null, Text.of("The API's URL must not contain a user or password."));
        require(
                url.getRawQuery() == null && url.getRawFragment() == null,
                Text.of("The API's URL must not contain ? or #."));
        return URI.create(url.toString().replaceFirst("/*(/v1)?/*$", ""));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

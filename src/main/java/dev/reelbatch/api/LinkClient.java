package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.NoAnswer;
import dev.reelbatch.api.LinkAnswer.None;
import dev.reelbatch.api.LinkAnswer.Version;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a sheet from a link, once, over a few redirects. Nothing that belongs to a person is sent: no key, no cookie, no
 * password. Each connection is checked against the private networks that the person who gave the link may not reach.
 */
public final class LinkClient implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;
    private static final int NOT_MODIFIED = 304;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> LASTING = Set.of(ApiError.PROXY_REFUSES, ApiError.NO_SECURE_CONNECTION);

    private final LinkSettings settings;
    private final AddressGuard guard;
    private final HttpExchanger edge;
    private final Time time;

    public LinkClient(LinkSettings settings, Time time) {
        this(settings, AddressGuard.ofSystem(settings.privateAddresses()), time);
    }

    LinkClient(LinkSettings settings, AddressGuard guard, Time time) {
        this.settings = settings;
        this.guard = guard;
        this.time = time;
        this.edge = new HttpExchanger(
                HttpClientFactory.once(settings.connectTimeout(), settings.deadline(), 1, guard),
                settings.proxies(),
                settings.deadline(),
                time);
    }

    /**
     * Fetches the sheet. Nothing that the network or the host does makes it throw.
     *
     * @param known the version that is here already
     */
    public LinkAnswer fetch(SheetLink link, Version known) {
        long start = time.nanos();
        URI at = link.address();
        for (int requests = 0; requests <= MOST_REDIRECTS; requests++) {
            Duration used = time.since(start);
            if (used.compareTo(settings.deadline()) >= 0) {
                break;
            }
            LinkAnswer refusal = refusal(at);
            if (refusal != null) {
                return refusal;
            }
            try (HttpCall call = edge.call(request(at, known), used.negated())) {
                ClassicHttpResponse response;
                try {
                    response = call.send();
                } catch (IOException | RuntimeException e) {
                    return noAnswer(at, call.noAnswer(e));
                }
                if (!REDIRECTS.contains(response.getCode())) {
                    return answer(at, call, response, known);
                }
                URI next = next(at, response);
                if (next == null) {
                    return new None(false, Text.of("%s redirects to an unusable address.", at.getHost()));
                }
                at = next;
            }
        }
        return time.since(start).compareTo(settings.deadline()) >= 0
                ? new None(
                        true,
                        Text.of(
                                "No complete answer arrived within %d s.",
                                settings.deadline().toSeconds()))
                : new None(false, Text.of("Too many redirects; the last was to %s.", at.getHost()));
    }

    private @Nullable LinkAnswer refusal(URI at) {
        boolean isPlain = "http".equalsIgnoreCase(at.getScheme());
        if (isPlain && !settings.privateAddresses()) {
            return isPlain(at);
        }
        boolean byProxy = settings.proxies().onTheWayTo(new HttpGet(at)) != null;
        guard.next(byProxy, isPlain);
        return byProxy && !guard.allows(at.getHost()) ? isPrivate(at) : null;
    }

    private static LinkAnswer isPlain(URI at) {
        return new None(
                false,
                Text.of(
                        "%s is not an https address, and only those are fetched. Use the link that begins with https://.",
                        SheetLink.shown(at)));
    }

    private static LinkAnswer isPrivate(URI at) {
        return new None(
                false,
                Text.of(
                        "%s is on this machine or in a private network, and links may only lead to the public one. If this is meant, set reelbatch.link.private-addresses to true.",
                        at.getHost()));
    }

    private static HttpGet request(URI at, Version known) {
        HttpGet get = new HttpGet(at);
        get.setHeader(
                HttpHeaders.ACCEPT, "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*");
        if (known.etag() != null) {
            get.setHeader(HttpHeaders.IF_NONE_MATCH, known.etag());
        } else if (known.lastModified() != null) {
            get.setHeader(HttpHeaders.IF_MODIFIED_SINCE, known.lastModified());
        }
        return get;
    }

    private static @Nullable URI next(URI at, ClassicHttpResponse response) {
        String location = HttpExchanger.header(response, HttpHeaders.LOCATION);
        try {
            URI next = location == null ? null : at.resolve(new URI(location.strip()));
            boolean isWeb = next != null
                    && next.getHost() != null
                    && next.getRawUserInfo() == null
                    && ("https".equalsIgnoreCase(next.getScheme()) || "http".equalsIgnoreCase(next.getScheme()));
            return isWeb ? next : null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    private LinkAnswer noAnswer(URI at, NoAnswer none) {
        return guard.hasRefused()
                ? settings.privateAddresses() ? isPlain(at) : isPrivate(at)
                : new None(
                        !LASTING.contains(none.failure().code()), none.failure().message());
    }

    private LinkAnswer answer(URI at, HttpCall call, ClassicHttpResponse response, Version known) {
        boolean isKnown = known.etag() != null || known.lastModified() != null;
        if (response.getCode() == NOT_MODIFIED && isKnown) {
            return new LinkAnswer.Unchanged();
        }
        return new LinkAnswerReader(at, settings.mostBytes()).read(call, response);
    }

    @Override
    public void close() {
        edge.close();
    }
}

package dev.reelbatch.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** One request to one host for a video, from its start or from a later byte. */
record VideoRequest(URI url, long from, @Nullable String validator) {

    private static final Pattern NEVER_LEGAL = Pattern.compile("[ \"<>\\\\^`{|}]");

    /** Without a validator a changed file would go unnoticed, so the whole file is requested. */
    VideoRequest {
        from = validator == null ? 0 : Math.max(0, from);
    }

    boolean isPartial() {
        return from > 0;
    }

    VideoRequest whole() {
        return new VideoRequest(url, 0, null);
    }

    /** Returns the same request for another address; null if that can't be one of a video. */
    @Nullable VideoRequest at(String location) {
        URI target = parse(location);
        return target == null ? null : of(url.resolve(target), from, validator);
    }

    static @Nullable VideoRequest of(String url, long from, @Nullable String validator) {
        URI target = parse(url);
        return target == null ? null : of(target, from, validator);
    }

    /** Returns the host for messages, without a user or password. */
    String host() {
        return url.getRawAuthority().replaceFirst(".*@", "");
    }

    HttpGet request() {
        HttpGet request = new HttpGet(url);
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (isPartial()) {
            request.setHeader(HttpHeaders.RANGE, "bytes=" + from + "-");
            request.setHeader(HttpHeaders.IF_RANGE, validator);
        }
        return request;
    }

    private static @Nullable VideoRequest of(URI target, long from, @Nullable String validator) {
        String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        // not getHost(): it rejects hosts with an underscore, and buckets have such names
        return web && target.getRawAuthority() != null && canBeAsked(target)
                ? new VideoRequest(target, from, validator)
                : null;
    }

    /** Returns whether the port is possible; {@link URI} accepts ports above 65535. */
    private static boolean canBeAsked(URI target) {
        try {
            return new HttpGet(target).getAuthority() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Parses a URL. Signed URLs must stay unchanged, so only characters that a URL can't have are encoded, and an
     * ampersand that is escaped as in HTML is unescaped: no parameter's name begins with {@code amp;}.
     */
    private static @Nullable URI parse(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return null; // half of a surrogate pair, for which toASCIIString() fails
        }
        String legal = NEVER_LEGAL.matcher(text.strip().replace("&amp;", "&")).replaceAll(found -> "%%%02X"
                .formatted((int) found.group().charAt(0)));
        try {
            return new URI(new URI(legal).toASCIIString());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}

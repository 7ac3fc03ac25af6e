package dev.reelbatch.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** One question to one host for a video, whole or from a byte on. */
record VideoRequest(URI url, long from, @Nullable String validator) {

    private static final Pattern NEVER_LEGAL = Pattern.compile("[ \"<>\\\\^`{|}]");

    /** Without a validator nothing would tell a file that has changed, so all of it is asked for. */
    VideoRequest {
        from = validator == null ? 0 : Math.max(0, from);
    }

    boolean isPartial() {
        return from > 0;
    }

    VideoRequest whole() {
        return new VideoRequest(url, 0, null);
    }

    /** The same at another place; null if that is no place for a video. */
    @Nullable VideoRequest at(String location) {
        URI target = parse(location);
        return target == null ? null : of(url.resolve(target), from, validator);
    }

    static @Nullable VideoRequest of(String url, long from, @Nullable String validator) {
        URI target = parse(url);
        return target == null ? null : of(target, from, validator);
    }

    /** For messages: without a user or password in front. */
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
        // not getHost(): it knows no host with an underscore, and buckets have such names
        return web && target.getRawAuthority() != null && canBeAsked(target)
                ? new VideoRequest(target, from, validator)
                : null;
    }

    /** No host has a port above 65535, which {@link URI} does not mind. */
    private static boolean canBeAsked(URI target) {
        try {
            return new HttpGet(target).getAuthority() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Signed URLs must stay as they are; only what can't stand in a URL at all is encoded, and an ampersand that
     * somebody wrote as HTML has it is one again: no parameter's name begins with {@code amp;}.
     */
    private static @Nullable URI parse(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return null; // half a character, on which toASCIIString() breaks down
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

package dev.reelbatch.api;

import dev.reelbatch.api.LinkAnswer.None;
import dev.reelbatch.api.LinkAnswer.Version;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Judges what the host of a link answered: a sheet, or the reason why there is none. */
final class LinkAnswerReader {

    private static final int OK = 200;
    private static final int MEGABYTE = 1024 * 1024;
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Set<Integer> NOT_SHARED = Set.of(401, 403);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final int HEAD = 512;
    private static final Pattern HTML = Pattern.compile(
            "(?:\\uFEFF|\\s|<!--.*?-->|<\\?xml[^>]*>)*<(?:!doctype\\s+html|html|head|body|script)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern EXTENDED = Pattern.compile("(?i)filename\\*\\s*=\\s*UTF-8'[^']*'([^;\\s]+)");
    private static final Pattern QUOTED = Pattern.compile("(?i)filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BARE = Pattern.compile("(?i)filename\\s*=\\s*([^;\"\\s]+)");

    private final URI at;
    private final int mostBytes;

    LinkAnswerReader(URI at, int mostBytes) {
        this.at = at;
        this.mostBytes = mostBytes;
    }

    LinkAnswer read(HttpCall call, ClassicHttpResponse response) {
        int status = response.getCode();
        if (status != OK) {
            return ofStatus(status);
        }
        byte[] bytes;
        try {
            bytes = bytes(response.getEntity());
        } catch (IOException | RuntimeException e) {
            return new None(true, call.failure(e).message());
        }
        if (bytes.length > mostBytes) {
            return new None(
                    false,
                    Text.of(
                            "The sheet at %s is larger than %d MB (reelbatch.link.max-size).",
                            at.getHost(), mostBytes / MEGABYTE));
        }
        if (isPage(bytes)) {
            return new None(false, notShared());
        }
        if (bytes.length == 0) {
            return new None(false, Text.of("The sheet at %s is empty.", at.getHost()));
        }
        return new LinkAnswer.Sheet(
                bytes,
                name(response),
                new Version(
                        HttpExchanger.header(response, HttpHeaders.ETAG),
                        HttpExchanger.header(response, HttpHeaders.LAST_MODIFIED)));
    }

    /** Returns the body, or one byte more than allowed. */
    private byte[] bytes(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        if (entity.getContentLength() > mostBytes) {
            return new byte[mostBytes + 1];
        }
        InputStream body = entity.getContent();
        return body == null ? new byte[0] : body.readNBytes(mostBytes + 1);
    }

    private None ofStatus(int status) {
        if (NOT_SHARED.contains(status)) {
            return new None(false, notShared());
        }
        if (GONE.contains(status)) {
            return new None(
                    false,
                    Text.of(
                            "There is no sheet behind this link: %s answered HTTP %d. Copy the link again.",
                            at.getHost(), status));
        }
        return new None(status >= 500 || LATER.contains(status), Text.of("%s answered HTTP %d.", at.getHost(), status));
    }

    private String notShared() {
        String host = at.getHost().toLowerCase(Locale.ROOT);
        String fact = Text.of(
                "The sheet is not shared with everybody who has the link: %s answered with a page for people instead of the sheet.",
                at.getHost());
        if (host.endsWith("google.com")) {
            return fact + " " + Text.of("In Google Sheets choose Share, General access, Anyone with the link.");
        }
        return fact + " "
                + Text.of("Share it, or use the link of the file itself (.csv or .xlsx), as in a download button.");
    }

    /** Returns whether the bytes are a web page, whatever the host calls them. */
    private static boolean isPage(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.UTF_8);
        return HTML.matcher(head).matches();
    }

    /** Returns the sheet's title, else the last part of the path. */
    private String name(ClassicHttpResponse response) {
        String disposition = Objects.requireNonNullElse(HttpExchanger.header(response, "Content-Disposition"), "");
        Matcher extended = EXTENDED.matcher(disposition);
        if (extended.find()) {
            return decoded(extended.group(1).replace("+", "%2B"));
        }
        Matcher quoted = QUOTED.matcher(disposition);
        if (quoted.find()) {
            String raw = quoted.group(1).replaceAll("\\\\(.)", "$1");
            return inUtf8(raw);
        }
        Matcher bare = BARE.matcher(disposition);
        if (bare.find()) {
            return inUtf8(bare.group(1));
        }
        String path = Objects.requireNonNullElse(at.getRawPath(), "");
        return decoded(path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"));
    }

    /** Decodes a header that was read as Latin-1, as headers are; most hosts write UTF-8. */
    private static String inUtf8(String header) {
        boolean isLatin = header.chars().allMatch(c -> c < 256);
        String decoded = new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return isLatin && decoded.indexOf('\uFFFD') < 0 ? decoded : header;
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded;
        }
    }
}

package dev.reelbatch.api;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.text.Text;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link to a sheet, as people copy it. Whoever has it can read the sheet, so texts and logs show its host alone.
 *
 * @param address from which the sheet is fetched
 */
public record SheetLink(URI address) {

    private static final String GOOGLE = "docs.google.com";
    private static final Pattern LINK = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9+.-]+://\\S.*", Pattern.DOTALL);
    private static final Pattern PUBLISHED = Pattern.compile("(.*/spreadsheets/(?:u/\\d+/)?d/e/[^/]+)/pubhtml/?");
    private static final Pattern SHEET = Pattern.compile("(.*/spreadsheets/(?:u/\\d+/)?d/(?!e/)[^/]+)(/.*)?");
    private static final Pattern GID = Pattern.compile("(?:^|[&#?])gid=(\\d+)");
    private static final Pattern RESOURCE_KEY = Pattern.compile("(?:^|&)resourcekey=([\\w-]+)");
    private static final int KEY = 16;

    /** Returns whether the text is a link rather than the name of a file. */
    public static boolean isOne(String text) {
        return LINK.matcher(text).matches();
    }

    /**
     * Reads a link. One to the page of a Google sheet becomes the address of its file.
     *
     * @param ofWorkbook whether all sheets of the workbook are needed; otherwise the one that the link opens
     * @throws IllegalArgumentException with a message without the link, if it is none
     */
    public static SheetLink of(String text, boolean ofWorkbook) {
        URI address = ApiNames.address(text.strip().replace(" ", "%20"));
        String scheme = address == null || address.getScheme() == null
                ? ""
                : address.getScheme().toLowerCase(Locale.ROOT);
        if (address == null || address.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(
                    Text.of("this is not a link to a sheet; write the whole address, which begins with https://"));
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the link contains a name or a password, which reelbatch does not send; share the sheet with everybody who has the link"));
        }
        return new SheetLink(host(address).equals(GOOGLE) ? ofGoogle(address, ofWorkbook) : address);
    }

    private static String host(URI address) {
        return address.getHost().toLowerCase(Locale.ROOT);
    }

    private static URI ofGoogle(URI address, boolean ofWorkbook) {
        String path = Objects.requireNonNullElse(address.getRawPath(), "");
        String query = Objects.requireNonNullElse(address.getRawQuery(), "");
        String gid = group(GID, query);
        if (gid == null) {
            gid = group(GID, Objects.requireNonNullElse(address.getRawFragment(), ""));
        }
        Matcher published = PUBLISHED.matcher(path);
        if (published.matches()) {
            String one = gid == null ? "" : "&single=true&gid=" + gid;
            return at(published.group(1) + "/pub?output=" + (ofWorkbook ? "xlsx" : "csv") + one);
        }
        Matcher sheet = SHEET.matcher(path);
        if (!sheet.matches() || Objects.requireNonNullElse(sheet.group(2), "").startsWith("/export")) {
            return address;
        }
        String key = group(RESOURCE_KEY, query);
        return at(sheet.group(1)
                + (gid == null || ofWorkbook ? "/export?format=xlsx" : "/export?format=csv&gid=" + gid)
                + (key == null ? "" : "&resourcekey=" + key));
    }

    private static URI at(String pathAndQuery) {
        return URI.create("https://" + GOOGLE + pathAndQuery);
    }

    private static @Nullable String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Returns a key of the address that does not give it away. */
    public String key() {
        return Sha256.of(address.toString()).substring(0, KEY);
    }

    /** Returns the address for people and logs: neither the path nor the query, which may be secret. */
    public String shown() {
        return shown(address);
    }

    static String shown(URI address) {
        int port = address.getPort();
        return "%s://%s%s/…".formatted(address.getScheme(), host(address), port < 0 ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return shown();
    }
}

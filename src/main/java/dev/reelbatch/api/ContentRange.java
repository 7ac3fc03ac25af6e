package dev.reelbatch.api;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Content-Range} of a 206 (RFC 9110, 14.4): {@code bytes 100-199/200}, or {@code /*}. */
record ContentRange(long from, OptionalLong total) {

    // 18 digits always fit into a long
    private static final Pattern FORM = Pattern.compile(
            "bytes\\s+(\\d{1,18})\\s*-\\s*(\\d{1,18})\\s*/\\s*(\\d{1,18}|\\*)", Pattern.CASE_INSENSITIVE);

    /** Parses the header; null if it is missing, malformed or impossible. */
    static @Nullable ContentRange parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return null;
        }
        long from = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        OptionalLong total =
                matcher.group(3).equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(3)));
        boolean possible = from <= last && last < total.orElse(Long.MAX_VALUE);
        return possible ? new ContentRange(from, total) : null;
    }
}

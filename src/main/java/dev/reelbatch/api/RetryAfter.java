package dev.reelbatch.api;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header: seconds or an HTTP date (RFC 9110, 10.2.3). */
final class RetryAfter {

    /** The longest wait: a server that says "tomorrow" is asked again before that. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int DIGITS_OF_AN_HOUR = 4;

    private RetryAfter() {}

    /** Parses the header; null if it is missing, malformed or in the past. */
    static @Nullable Duration parse(@Nullable String header, Instant now) {
        if (header == null) {
            return null; // most answers: searching nothing for a date would cost as much as reading the answer
        }
        String value = header.strip();
        if (SECONDS.matcher(value).matches()) {
            String digits = value.replaceFirst("^0+(?=\\d)", "");
            return digits.length() > DIGITS_OF_AN_HOUR ? LONGEST : atMost(Duration.ofSeconds(Long.parseLong(digits)));
        }
        Instant date = DateUtils.parseStandardDate(value);
        return date == null || date.isBefore(now) ? null : atMost(Duration.between(now, date));
    }

    private static Duration atMost(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}

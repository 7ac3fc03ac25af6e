package dev.reelbatch.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in a form that can be stored and shown: single lines, never the key.
 *
 * @param httpStatus 0 when no answer came
 * @param type the API's class of error, as {@code invalid_request_error}
 * @param code the API's code; without one {@code http_<status>}; our own words for what is no answer
 *     of the API: {@code no_connection}, {@code no_secure_connection}, {@code proxy_refuses},
 *     {@code connection_lost}, {@code timeout}, {@code aborted}, {@code unreadable_answer}, {@code redirect},
 *     {@code task_in_refusal}, {@code refusal_cut_short}; never empty
 * @param message at most {@value #LONGEST_MESSAGE} characters
 * @param trace the vendor's trace id, for its support
 */
public record ApiError(
        int httpStatus,
        @Nullable String type,
        String code,
        String message,
        @Nullable String trace) {

    /** No connection like this will ever be made: the certificate is not trusted, say. */
    static final String NO_SECURE_CONNECTION = "no_secure_connection";

    /** A proxy on the way lets nothing through. */
    static final String PROXY_REFUSES = "proxy_refuses";

    static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_WORD = 120;

    // Format characters too: they reorder or hide text on a console and in a report.
    private static final Pattern NOT_FOR_A_LINE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+");

    public ApiError {
        type = blankToNull(type);
        trace = blankToNull(trace);
        code = line(code, LONGEST_WORD);
        message = line(message, LONGEST_MESSAGE);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("An error has a code.");
        }
    }

    /** Whether waiting can't cure it: until a person has seen to it, nothing reaches the API. */
    public boolean isIncurable() {
        return code.equals(NO_SECURE_CONNECTION) || code.equals(PROXY_REFUSES);
    }

    /** The same answer, seen otherwise. */
    ApiError because(String newCode, String newMessage) {
        return new ApiError(httpStatus, type, newCode, newMessage, trace);
    }

    /** One line of visible text, cut to the longest message. */
    static String line(String text) {
        return line(text, LONGEST_MESSAGE);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        String line = text == null ? "" : line(text, LONGEST_WORD);
        return line.isEmpty() ? null : line;
    }

    /** One line of visible text of at most so many characters. */
    static String line(String text, int longest) {
        String line = NOT_FOR_A_LINE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= longest) {
            return line;
        }
        // not in the middle of a character of two
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}

package dev.reelbatch.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error in a form that can be stored and shown: single lines, never the key.
 *
 * @param httpStatus 0 if no answer came
 * @param type the API's class of error, as {@code invalid_request_error}
 * @param code the API's code, or {@code http_<status>} if it has none; for failures without an answer of the API,
 *     one of our own: {@code no_connection}, {@code no_secure_connection}, {@code proxy_refuses},
 *     {@code connection_lost}, {@code timeout}, {@code aborted}, {@code unreadable_answer}, {@code redirect},
 *     {@code task_in_refusal}, {@code refusal_cut_short}, {@code picture_missing}; never empty
 * @param message at most {@value #LONGEST_MESSAGE} characters
 * @param trace the vendor's trace id, for its support
 */
public record ApiError(
        int httpStatus,
        @Nullable String type,
        String code,
        String message,
        @Nullable String trace) {

    /** The code for connections that can never be made this way, for example because the certificate is not trusted. */
    static final String NO_SECURE_CONNECTION = "no_secure_connection";

    /** The code for a proxy that lets nothing through. */
    static final String PROXY_REFUSES = "proxy_refuses";

    static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_WORD = 120;

    // Includes format characters: they reorder or hide text on a console and in a report.
    private static final Pattern NOT_FOR_A_LINE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+");

    public ApiError {
        type = blankToNull(type);
        trace = blankToNull(trace);
        code = line(code, LONGEST_WORD);
        message = line(message, LONGEST_MESSAGE);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("An error must have a code.");
        }
    }

    /** Returns whether waiting can't cure the error: until a person has fixed the cause, no request reaches the API. */
    public boolean isIncurable() {
        return code.equals(NO_SECURE_CONNECTION) || code.equals(PROXY_REFUSES);
    }

    /** Returns the same error with another code and message. */
    ApiError because(String newCode, String newMessage) {
        return new ApiError(httpStatus, type, newCode, newMessage, trace);
    }

    /** Returns one line of visible text, cut to the longest message. */
    static String line(String text) {
        return line(text, LONGEST_MESSAGE);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        String line = text == null ? "" : line(text, LONGEST_WORD);
        return line.isEmpty() ? null : line;
    }

    /** Returns one line of visible text of at most {@code longest} characters. */
    static String line(String text, int longest) {
        String line = NOT_FOR_A_LINE.matcher(text).replaceAll(" ").strip();
        if (line.length() <= longest) {
            return line;
        }
        // not between the two halves of a surrogate pair
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}

package dev.reelbatch.api;

import java.util.regex.Pattern;

/** The readable start of an answer in HTML, XML or plain text, as gateways and object stores send it. */
final class Snippet {

    private static final Pattern TAGS = Pattern.compile("(?s)<(style|script)\\b.*?</\\1>|<[^>]*>");
    private static final int LONGEST_LOOK = 8 * 1024;
    private static final int LONGEST = 200;

    private Snippet() {}

    /** Returns one line without tags; may be empty. */
    static String of(String body) {
        String start = body.substring(0, Math.min(body.length(), LONGEST_LOOK));
        return ApiError.line(TAGS.matcher(start).replaceAll(" "), LONGEST);
    }
}

package dev.reelbatch.picture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that stands for a picture in a request, in place of its bytes in Base64, as in {@code
 * data:image/png;base64,picture:sha256:0123…}. So neither the ledger nor a fingerprint holds the bytes; they are put in
 * as the request is sent. No Base64 has a colon, and no cell may hold such a text.
 */
public final class PictureReference {

    private static final String START = "picture:sha256:";

    private static final String VALUE =
            "(?<form>(?:data:image/[a-z]{3,5};base64,)?)" + START + "(?<sha256>[0-9a-f]{64})";

    private static final Pattern REFERENCE = Pattern.compile(VALUE);

    /** A whole text of canonical JSON: quotation marks within a text have a backslash before them. */
    private static final Pattern IN_JSON = Pattern.compile("(?<=[:,\\[]\")" + VALUE + "(?=\")");

    private PictureReference() {}

    /** @param sha256 of the bytes, in hex */
    public static String of(String sha256) {
        return START + sha256;
    }

    /** Returns whether a text may be taken for a reference. */
    public static boolean isIn(String text) {
        return text.contains(START);
    }

    /** Returns the reference alone, if that is what the text holds, in whatever form; else the text. */
    public static String withoutForm(String text) {
        return REFERENCE.matcher(text).matches() ? REFERENCE.matcher(text).replaceFirst(START + "${sha256}") : text;
    }

    /** Returns the hash of the first picture that a text refers to; null if it refers to none. */
    public static @Nullable String sha256In(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.find() ? reference.group("sha256") : null;
    }

    /** Returns the pattern of the references in a request, with the groups {@code form} and {@code sha256}. */
    public static Pattern inJson() {
        return IN_JSON;
    }
}

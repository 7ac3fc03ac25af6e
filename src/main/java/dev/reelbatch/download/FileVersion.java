package dev.reelbatch.download;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of a remote file that a part belongs to.
 *
 * @param tag the host's strong ETag
 * @param total the file's length, if it was announced
 */
record FileVersion(String tag, OptionalLong total) {

    /**
     * The form of the note. Early versions also noted a date, which proves nothing: two files may have the same one.
     */
    private static final Pattern FORM = Pattern.compile("(\"[^\"]*\")(?:\\n(\\d{1,18}))?");

    static @Nullable FileVersion of(@Nullable String tag, OptionalLong total) {
        return tag == null ? null : new FileVersion(tag, total);
    }

    static @Nullable FileVersion parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        String total = matcher.group(2);
        return new FileVersion(
                matcher.group(1), total == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)));
    }

    String text() {
        return tag + (total.isPresent() ? "\n" + total.getAsLong() : "");
    }

    /** Returns whether the rest of the other version continues the beginning of this one. */
    boolean isSame(@Nullable FileVersion other) {
        return other != null
                && tag.equals(other.tag)
                && (total.isEmpty() || other.total.isEmpty() || total.equals(other.total));
    }
}

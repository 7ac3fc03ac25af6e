package dev.reelbatch.task;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The API's id of a task, in the form in which the API wrote it and is asked for it. Servers write one id in several
 * ways, so case and dashes do not count wherever two ids are compared: with an answer, and with the known tasks.
 */
public record TaskId(String text) {

    private static final Pattern INVISIBLE_ENDS =
            Pattern.compile("^[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+|[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+$");

    /** Returns a key that is equal for all spellings of one id. */
    public String key() {
        String visible = INVISIBLE_ENDS.matcher(text).replaceAll("");
        String plain = visible.replace("-", "").toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? visible : plain;
    }

    public boolean isSameAs(TaskId other) {
        return key().equals(other.key());
    }
}

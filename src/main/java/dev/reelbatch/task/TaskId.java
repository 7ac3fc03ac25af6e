package dev.reelbatch.task;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The API's name of a task, as it wrote it and as it is asked for. Servers write one id in several ways, so case and
 * dashes don't count wherever two are compared: with an answer, and with the tasks that are known.
 */
public record TaskId(String text) {

    private static final Pattern INVISIBLE_ENDS =
            Pattern.compile("^[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+|[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+$");

    /** Equal for all spellings of one id. */
    public String key() {
        String visible = INVISIBLE_ENDS.matcher(text).replaceAll("");
        String plain = visible.replace("-", "").toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? visible : plain;
    }

    public boolean isSameAs(TaskId other) {
        return key().equals(other.key());
    }
}

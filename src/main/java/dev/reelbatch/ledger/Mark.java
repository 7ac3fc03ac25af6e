package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody of the team wants of a video.
 *
 * @param prompt to redo it with this prompt; null for the same
 * @param by who said so last
 */
public record Mark(Kind kind, @Nullable String prompt, String by, Instant at) {

    public enum Kind {
        KEEP,
        REDO;

        /** Returns the word in forms and in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns what identifies the mark of a clip as a person saw it; null for none. */
    public static String version(@Nullable Mark mark) {
        return mark == null
                ? "none"
                : mark.kind().word() + "-" + mark.at().getEpochSecond() + "-"
                        + mark.at().getNano() / 1000;
    }

    public boolean isKeep() {
        return kind == Kind.KEEP;
    }

    public boolean isRedo() {
        return kind == Kind.REDO;
    }
}

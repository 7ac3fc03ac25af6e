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

    public boolean isKeep() {
        return kind == Kind.KEEP;
    }

    public boolean isRedo() {
        return kind == Kind.REDO;
    }
}

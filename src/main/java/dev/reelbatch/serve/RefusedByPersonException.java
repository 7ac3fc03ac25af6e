package dev.reelbatch.serve;

import dev.reelbatch.text.UserException;
import org.jspecify.annotations.Nullable;

/** Thrown if a person does not want a run that waits; nothing was submitted. */
final class RefusedByPersonException extends UserException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String by;

    /** @param by who did not approve it; null if somebody only stopped it */
    RefusedByPersonException(String message, @Nullable String by) {
        super(message);
        this.by = by;
    }

    @Nullable String by() {
        return by;
    }
}

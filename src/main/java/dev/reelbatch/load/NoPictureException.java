package dev.reelbatch.load;

import org.jspecify.annotations.Nullable;

/** A cell names no picture that can be sent. The message is a clause that follows the cell's text. */
final class NoPictureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable String suggestion;

    NoPictureException(String message) {
        this(message, null);
    }

    NoPictureException(String message, @Nullable String suggestion) {
        super(message, null, false, false);
        this.suggestion = suggestion;
    }

    /** Returns what is likely to be meant; null if that is not known. */
    @Nullable String suggestion() {
        return suggestion;
    }
}

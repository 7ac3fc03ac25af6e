package dev.reelbatch.text;

import org.jspecify.annotations.Nullable;

/**
 * An error that the person at the keyboard can cure. Its message is shown as it is, without a stack trace: the place,
 * what is wrong, and what to do.
 */
public class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Decides the exit code, and whether {@code serve} tries again. */
    public enum Kind {
        /** The request, the input or a setting is wrong: nothing was submitted, and the same again fails again. */
        REFUSED,
        /** A file or folder can't be used at present: nothing was submitted, and a later try may succeed. */
        UNAVAILABLE,
        /** Another process uses the home. */
        HOME_IN_USE,
        /** A disk failed while a run was under way; the run resumes once that is cured. */
        INTERRUPTED
    }

    private final Kind kind;

    /** Of the kind {@link Kind#REFUSED}. */
    public UserException(String message) {
        this(Kind.REFUSED, message, null);
    }

    /** @param cause for the log; null if there is none */
    public UserException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

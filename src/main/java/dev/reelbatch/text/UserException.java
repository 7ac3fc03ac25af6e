package dev.reelbatch.text;

import org.jspecify.annotations.Nullable;

/**
 * An error that the user can fix. Its message is shown as it is, without a stack trace: the place, what is wrong, and
 * what to do.
 */
public class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kind of error, which decides the exit code, and whether {@code serve} tries again. */
    public enum Kind {
        /**
         * The request, the input or a setting is wrong: nothing was submitted, and another try would fail the same way.
         */
        REFUSED,
        /** A file or folder can't be used at present: nothing was submitted, and a later try may succeed. */
        UNAVAILABLE,
        /** Another process uses the home. */
        HOME_IN_USE,
        /** A disk failed during a run; the run can be resumed once that is fixed. */
        INTERRUPTED
    }

    private final Kind kind;

    /** Creates an error of the kind {@link Kind#REFUSED}. */
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

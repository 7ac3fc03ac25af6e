package dev.reelbatch.submit;

/** Called before each POST leaves, when its submission is in the ledger. */
@FunctionalInterface
public interface BeforeSending {

    /**
     * Reserves the number of a submission.
     *
     * @param submission its number
     * @throws NotSentException if the POST must not leave
     */
    void reserve(long submission);

    /** Thrown if a POST must not leave, with the reason as text for a person. */
    final class NotSentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NotSentException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

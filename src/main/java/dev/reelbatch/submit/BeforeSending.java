package dev.reelbatch.submit;

/** Asked before each POST leaves, when its submission is in the ledger. */
@FunctionalInterface
public interface BeforeSending {

    /**
     * @param submission its number
     * @throws NotSentException if it must not leave
     */
    void reserve(long submission);

    /** Why a POST must not leave, in words for a person. */
    final class NotSentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public NotSentException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

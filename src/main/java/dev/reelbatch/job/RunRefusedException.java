package dev.reelbatch.job;

/** A run that can't be started as it was asked for; nothing was submitted. The message says what to do. */
public final class RunRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunRefusedException(String message) {
        super(message);
    }
}

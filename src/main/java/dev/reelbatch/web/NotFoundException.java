package dev.reelbatch.web;

/** Thrown if there is no such run, job or file; the message is for a person. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }
}

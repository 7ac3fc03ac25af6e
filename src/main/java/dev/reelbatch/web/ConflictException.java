package dev.reelbatch.web;

/** Thrown if something is not in a state that allows the request; the message is for a person. */
final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConflictException(String message) {
        super(message);
    }
}

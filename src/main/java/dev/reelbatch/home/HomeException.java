package dev.reelbatch.home;

/** The home, or an OUT, can't be used; the message says why and what to do. */
public class HomeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public HomeException(String message) {
        super(message);
    }

    HomeException(String message, Throwable cause) {
        super(message, cause);
    }
}

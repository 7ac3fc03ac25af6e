package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;

/** The disk of the home is full or can't be written; a run in progress can be resumed once that is fixed. */
public final class HomeNotWritableException extends UserException {

    private static final long serialVersionUID = 1L;

    public HomeNotWritableException(Home home, String reason, Throwable cause) {
        super(
                Kind.INTERRUPTED,
                Text.of(
                        "The home %s can't be written (%s). Free some space or make it writable, then "
                                + "run the same command to resume. A row whose answer could not be recorded is in "
                                + "doubt and is not submitted again without your consent.",
                        home.folder(), reason),
                cause);
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;

/** Thrown if the job file of a run that waits is not served any more; nothing more is spent for it. */
final class NotServedException extends UserException {

    private static final long serialVersionUID = 1L;

    NotServedException() {
        super(text());
    }

    static String text() {
        return Text.of("Its job file is not served any more.");
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;

/** Thrown if another command has resumed what a run had begun: to begin again would be to pay again. */
final class ResumedElsewhereException extends UserException {

    private static final long serialVersionUID = 1L;

    ResumedElsewhereException() {
        super(text());
    }

    static String text() {
        return Text.of("Another command has resumed this run meanwhile.");
    }
}

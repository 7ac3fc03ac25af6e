package dev.reelbatch.serve;

import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.text.UserException;

/** Thrown if the price of a run has to be approved before it begins, or is resumed; nothing more was submitted. */
final class NotApprovedException extends UserException {

    private static final long serialVersionUID = 1L;

    private final transient RunPrice price;

    NotApprovedException(String message, RunPrice price) {
        super(message);
        this.price = price;
    }

    /** Returns the price of the whole run. */
    RunPrice price() {
        return price;
    }
}

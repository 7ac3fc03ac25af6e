package dev.reelbatch.serve;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.text.UserException;

/** Thrown if the price of a run has to be approved before it begins; nothing was submitted. */
final class NotApprovedException extends UserException {

    private static final long serialVersionUID = 1L;

    private final transient Cost cost;

    NotApprovedException(String message, Cost cost) {
        super(message);
        this.cost = cost;
    }

    Cost cost() {
        return cost;
    }
}

package dev.reelbatch.ledger;

import java.math.BigDecimal;

/**
 * What a run's submissions came to, in one currency.
 *
 * @param paid accepted submissions
 * @param inDoubt submissions that may have been accepted
 * @param open submissions that wait for their answer
 */
public record Charges(String currency, BigDecimal paid, BigDecimal inDoubt, BigDecimal open) {

    /** All that may have been paid. */
    public BigDecimal total() {
        return paid.add(inDoubt).add(open);
    }
}

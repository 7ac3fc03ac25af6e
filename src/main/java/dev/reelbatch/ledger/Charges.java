package dev.reelbatch.ledger;

import java.math.BigDecimal;

/**
 * The cost of a run's submissions in one currency.
 *
 * @param paid accepted submissions
 * @param inDoubt submissions that may have been accepted
 * @param open submissions waiting for a response
 */
public record Charges(String currency, BigDecimal paid, BigDecimal inDoubt, BigDecimal open) {

    /** All that may have been paid. */
    public BigDecimal total() {
        return paid.add(inDoubt).add(open);
    }
}

package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The approval of a requested run's price.
 *
 * @param price what the run would cost, or cost when it was approved
 * @param by who approved it; null while it waits
 */
public record Approval(
        Cost price, @Nullable String by, @Nullable Instant at) {

    /** Returns true if it was approved at this price or a higher one. */
    public boolean covers(Cost cost) {
        return by != null
                && cost.byCurrency().entrySet().stream()
                        .allMatch(amount -> amount.getValue().compareTo(price.in(amount.getKey())) <= 0);
    }
}

package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Price;
import org.jspecify.annotations.Nullable;

/**
 * What a row of a sheet that is not loaded yet would come to.
 *
 * @param made number of its videos that exist and are not paid for again
 * @param lost number of those among them that failed or are in doubt, which only a rerun makes
 * @param toPay number of its videos that would be submitted
 * @param cost cost of these, as far as prices are known
 */
public record RowPreview(int made, int lost, int toPay, Cost cost) {

    static final RowPreview NOTHING = new RowPreview(0, 0, 0, Cost.NONE);

    RowPreview withPaid(@Nullable Price price) {
        return new RowPreview(made, lost, toPay + 1, cost.plus(price));
    }

    RowPreview withExisting(ClipState state) {
        boolean isLost =
                switch (state) {
                    case FAILED, IN_DOUBT, CANCELLED -> true;
                    default -> false;
                };
        return new RowPreview(made + 1, lost + (isLost ? 1 : 0), toPay, cost);
    }
}

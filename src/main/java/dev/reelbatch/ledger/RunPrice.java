package dev.reelbatch.ledger;

import dev.reelbatch.text.Text;
import java.math.BigDecimal;

/**
 * The price of a whole run, as far as it is known.
 *
 * @param withoutPrice number of videos that {@code known} leaves out
 */
public record RunPrice(Cost known, long withoutPrice) {

    /** Returns what is left together with what the run has cost so far. */
    public RunPrice plus(Cost spent) {
        return new RunPrice(known.plusAll(spent), withoutPrice);
    }

    /** Returns true if more than this amount may be paid, in whatever currency: a price that is not known may be any. */
    public boolean mayExceed(BigDecimal limit) {
        return withoutPrice > 0 || known.byCurrency().values().stream().anyMatch(amount -> amount.compareTo(limit) > 0);
    }

    /** Returns true if nothing of it is more than in the other one. */
    public boolean isWithin(RunPrice most) {
        return withoutPrice <= most.withoutPrice
                && known.byCurrency().entrySet().stream()
                        .allMatch(amount -> amount.getValue().compareTo(most.known.in(amount.getKey())) <= 0);
    }

    /** For example {@code 5.68 CNY}. */
    public String text() {
        if (known.isEmpty()) {
            return Text.of("an unknown amount");
        }
        return withoutPrice == 0 ? known.text() : Text.of("%s and an unknown amount", known.text());
    }
}

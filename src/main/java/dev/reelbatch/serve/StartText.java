package dev.reelbatch.serve;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.text.Text;

/** Describes in one line what a run is about to do. */
final class StartText {

    private StartText() {}

    /** @param rehearsal true if nothing is charged */
    static String of(Quote quote, boolean rehearsal) {
        int adopted =
                quote.adopted().values().stream().mapToInt(Integer::intValue).sum();
        String toPay = quote.toPay() == 0
                ? Text.of("nothing to submit")
                : Text.of("%d to submit%s", quote.toPay(), cost(quote.cost()))
                        + (rehearsal ? Text.of(" (would be charged in a real run)") : "");
        return Text.of(
                "Starting: %s, %s%s",
                Text.counted(quote.sheet().validRows(), "row"),
                toPay,
                adopted == 0 ? "" : Text.of(", %d already requested earlier and not charged again", adopted));
    }

    private static String cost(Cost cost) {
        return cost.isEmpty() ? Text.of(", price unknown") : Text.of(", about %s", cost.text());
    }
}

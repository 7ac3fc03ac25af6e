package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The cost of a run, as text for the page and the console.
 *
 * @param unpriced number of its clips that {@code money} leaves out, because their models have no price
 */
record Costs(List<Charges> money, int unpriced, ReportInfo info) {

    /** Returns the amounts for the page by their labels, and the number of videos without a known price. */
    Map<String, String> amounts() {
        Map<String, String> amounts = new LinkedHashMap<>();
        for (Charges in : money) {
            String currency = money.size() == 1 ? "" : " " + in.currency();
            String paid = info.rehearsal() ? Text.of("would have cost") : Text.of("paid");
            amounts.put(paid + currency, amount(in.paid(), in));
            if (in.inDoubt().signum() > 0) {
                amounts.put(
                        (info.rehearsal() ? Text.of("would possibly have cost") : Text.of("possibly paid")) + currency,
                        amount(in.inDoubt(), in));
            }
            if (in.open().signum() > 0) {
                amounts.put(Text.of("waiting for a response") + currency, amount(in.open(), in));
            }
        }
        if (unpriced > 0) {
            amounts.put(Text.of("without a known price, not counted"), Integer.toString(unpriced));
        }
        return amounts;
    }

    /** Returns the cost as one sentence for the console. */
    String sentence() {
        if (money.isEmpty()) {
            return withoutPrices();
        }
        String spent = money.stream().map(Costs::spent).collect(Collectors.joining(Text.of("; ")));
        String paid = info.rehearsal()
                ? Text.of("Rehearsal: nothing was charged. A real run would have cost %s", spent)
                : Text.of("Paid %s", spent);
        return unpriced == 0 ? paid : Text.of("%s, not counting models without a price", paid);
    }

    private String withoutPrices() {
        if (unpriced == 0) {
            return Text.of("Nothing was charged.");
        }
        return info.rehearsal()
                ? Text.of(
                        "Rehearsal: nothing was charged. The cost of a real run is unknown, because the models have no price.")
                : Text.of("The cost is unknown, because the models have no price. Check your account.");
    }

    private static String spent(Charges in) {
        String text = amount(in.paid(), in);
        if (in.inDoubt().signum() > 0) {
            text = Text.of("%s, possibly paid %s (in doubt)", text, amount(in.inDoubt(), in));
        }
        if (in.open().signum() > 0) {
            text = Text.of("%s, waiting for a response %s", text, amount(in.open(), in));
        }
        return text;
    }

    private static String amount(BigDecimal amount, Charges in) {
        return Cost.text(amount, in.currency());
    }
}

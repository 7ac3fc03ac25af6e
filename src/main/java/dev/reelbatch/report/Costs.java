package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run came to, in words. */
record Costs(List<Charges> money, RowCounts counts, ReportInfo info) {

    /** Amounts by what they are, and how many are not in them, for the page. */
    Map<String, String> amounts() {
        Map<String, String> amounts = new LinkedHashMap<>();
        for (Charges in : money) {
            String currency = money.size() == 1 ? "" : " " + in.currency();
            String paid = info.rehearsal() ? Text.of("would have been paid") : Text.of("paid");
            amounts.put(paid + currency, amount(in.paid(), in));
            if (in.inDoubt().signum() > 0) {
                amounts.put(
                        (info.rehearsal() ? Text.of("would possibly have been paid") : Text.of("possibly paid"))
                                + currency,
                        amount(in.inDoubt(), in));
            }
            if (in.open().signum() > 0) {
                amounts.put(Text.of("waiting for an answer") + currency, amount(in.open(), in));
            }
        }
        if (counts.unpriced() > 0) {
            amounts.put(Text.of("without a known price, not counted"), Integer.toString(counts.unpriced()));
        }
        return amounts;
    }

    /** A sentence for the console. */
    String sentence() {
        if (money.isEmpty()) {
            return withoutPrices();
        }
        String spent = money.stream().map(Costs::spent).collect(Collectors.joining(Text.of("; ")));
        String paid = info.rehearsal()
                ? Text.of("Rehearsal: nothing was charged. A real run would have cost %s", spent)
                : Text.of("Paid %s", spent);
        return counts.unpriced() == 0 ? paid : Text.of("%s, not counting models without a price", paid);
    }

    private String withoutPrices() {
        if (counts.unpriced() == 0) {
            return Text.of("Nothing was paid.");
        }
        return info.rehearsal()
                ? Text.of(
                        "Rehearsal: nothing was charged. What a real run costs is not known here, since the models have no price.")
                : Text.of("What it cost is not known here, since the models have no price: look at your account.");
    }

    private static String spent(Charges in) {
        String text = amount(in.paid(), in);
        if (in.inDoubt().signum() > 0) {
            text = Text.of("%s, possibly paid %s (in doubt)", text, amount(in.inDoubt(), in));
        }
        if (in.open().signum() > 0) {
            text = Text.of("%s, waiting for an answer %s", text, amount(in.open(), in));
        }
        return text;
    }

    private static String amount(BigDecimal amount, Charges in) {
        return Amount.of(amount, in.currency());
    }
}

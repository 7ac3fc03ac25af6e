package dev.reelbatch.report;

import dev.reelbatch.ledger.Money;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run came to, in words. */
record Costs(List<Money> money, Counts counts, ReportInfo info) {

    /** Amounts by what they are, for the page. */
    Map<String, String> amounts() {
        Map<String, String> amounts = new LinkedHashMap<>();
        for (Money in : money) {
            String currency = money.size() == 1 ? "" : " " + in.currency();
            amounts.put((info.rehearsal() ? "would have been paid" : "paid") + currency, amount(in.paid(), in));
            if (in.inDoubt().signum() > 0) {
                amounts.put("possibly paid" + currency, amount(in.inDoubt(), in));
            }
            if (in.open().signum() > 0) {
                amounts.put("waiting for an answer" + currency, amount(in.open(), in));
            }
        }
        return amounts;
    }

    /** A sentence for the console. */
    String sentence() {
        if (money.isEmpty()) {
            return counts.unpriced() == 0
                    ? "Nothing was paid."
                    : "What it cost is not known here, since the models have no price: look at your account.";
        }
        String paid = info.rehearsal() ? "A rehearsal: nothing was paid. In earnest: paid " : "Paid ";
        String unpriced = counts.unpriced() == 0 ? "" : ", not counting models without a price";
        return money.stream().map(Costs::spent).collect(Collectors.joining("; ", paid, unpriced));
    }

    private static String spent(Money in) {
        String text = amount(in.paid(), in);
        if (in.inDoubt().signum() > 0) {
            text += ", possibly paid " + amount(in.inDoubt(), in) + " (in doubt)";
        }
        if (in.open().signum() > 0) {
            text += ", waiting for an answer " + amount(in.open(), in);
        }
        return text;
    }

    private static String amount(BigDecimal amount, Money in) {
        return Amount.of(amount, in.currency());
    }
}

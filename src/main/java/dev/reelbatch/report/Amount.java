package dev.reelbatch.report;

import java.math.BigDecimal;

/** Formats money for people: two decimals, or more where the amount has more. */
final class Amount {

    private Amount() {}

    static BigDecimal shown(BigDecimal amount) {
        return amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()));
    }

    static String of(BigDecimal amount, String currency) {
        return shown(amount).toPlainString() + " " + currency;
    }
}

package dev.reelbatch.report;

import java.math.BigDecimal;

/** Amounts of money as they are shown: with two decimals, and with more where there are more. */
final class Amount {

    private Amount() {}

    static BigDecimal shown(BigDecimal amount) {
        return amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()));
    }

    static String of(BigDecimal amount, String currency) {
        return shown(amount).toPlainString() + " " + currency;
    }
}

package dev.reelbatch.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts and amounts in words. */
final class Amounts {

    private Amounts() {}

    /** For example {@code 51.12 CNY}; several currencies are joined with a plus. */
    static String money(Map<String, BigDecimal> byCurrency) {
        return byCurrency.entrySet().stream()
                .map(entry -> money(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(" + "));
    }

    static String money(BigDecimal amount, String currency) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + currency;
    }
}

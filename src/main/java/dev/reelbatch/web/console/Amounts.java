package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** Amounts of money as the pages show them. */
final class Amounts {

    private Amounts() {}

    /** For example {@code 1,051.12 CNY + 3.00 USD}; {@code 0.00} if nothing is in it. */
    static String text(Cost cost) {
        return cost.isEmpty()
                ? text(BigDecimal.ZERO)
                : cost.byCurrency().entrySet().stream()
                        .map(entry -> text(entry.getValue()) + " " + entry.getKey())
                        .collect(Collectors.joining(" + "));
    }

    /** For example {@code 1,051.12}: with two decimals, and up to four where there are more. */
    static String text(BigDecimal amount) {
        BigDecimal rounded = Cost.rounded(amount);
        return String.format(Locale.ROOT, "%,." + rounded.scale() + "f", rounded);
    }
}

package dev.reelbatch.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one submission.
 *
 * @param currency ISO 4217 code
 */
public record Price(BigDecimal amount, String currency) {

    static @Nullable BigDecimal amountOf(@Nullable Price price) {
        return price == null ? null : price.amount();
    }

    static @Nullable String currencyOf(@Nullable Price price) {
        return price == null ? null : price.currency();
    }
}

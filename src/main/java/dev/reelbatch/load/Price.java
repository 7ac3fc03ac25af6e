package dev.reelbatch.load;

import java.math.BigDecimal;

/**
 * An amount of money, exact.
 *
 * @param currency as the catalogue writes it, such as CNY
 */
public record Price(BigDecimal amount, String currency) {}

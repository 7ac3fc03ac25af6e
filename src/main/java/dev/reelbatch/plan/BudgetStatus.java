package dev.reelbatch.plan;

import dev.reelbatch.ledger.SpendingLimits;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The home's budget and how much of it is spent.
 *
 * @param spent in the current day or month, including submissions in doubt, by currency; null if unknown
 */
public record BudgetStatus(
        SpendingLimits.Budget budget, @Nullable Map<String, BigDecimal> spent) {}

package dev.reelbatch.plan;

import dev.reelbatch.ledger.SpendingLimits;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The home's budget and what is left of it.
 *
 * @param spent in the day or month that is now, submissions in doubt included, by currency; null where that is not known
 */
public record BudgetStatus(
        SpendingLimits.Budget budget, @Nullable Map<String, BigDecimal> spent) {}

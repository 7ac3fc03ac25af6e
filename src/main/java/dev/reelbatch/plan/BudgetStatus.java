package dev.reelbatch.plan;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLimits;
import org.jspecify.annotations.Nullable;

/**
 * The home's budget and what is left of it.
 *
 * @param spent in the day or month that is now, submissions in doubt included; null where that is not known
 */
public record BudgetStatus(
        SpendingLimits.Budget budget, @Nullable Cost spent) {}

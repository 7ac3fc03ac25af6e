package dev.reelbatch.plan;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLimits;
import org.jspecify.annotations.Nullable;

/**
 * The home's budget and how much of it is spent.
 *
 * @param spent in the current day or month, including submissions in doubt, by currency; null if unknown
 */
public record BudgetStatus(
        SpendingLimits.Budget budget, @Nullable Cost spent) {}

package dev.reelbatch.plan;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Payer;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a run that is charged to somebody, before anything is spent, if it does not fit within what is left of their
 * budgets and the home's. A person at a shell sees the budget and decides.
 */
final class BudgetCheck {

    private final Ledgers ledgers;

    BudgetCheck(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /** @throws UserException with the amounts, and what to do */
    void check(Cost cost, SpendingLimits limits) {
        Payer payer = limits.payer();
        if (limits.partial() || payer.equals(Payer.NONE)) {
            return;
        }
        check(payer.person(), true, cost);
        check(payer.jobFile(), false, cost);
        Budget home = limits.budget();
        if (home != null) {
            check(Text.of("of the home"), home, ledgers.submit().spent(home), cost);
        }
    }

    private void check(Payer.@Nullable Account account, boolean isPerson, Cost cost) {
        if (account != null && account.budget() != null) {
            check(
                    Text.of("of %s", account.name()),
                    account.budget(),
                    ledgers.submit().spentBy(account, isPerson),
                    cost);
        }
    }

    private static void check(String whose, Budget budget, Cost spent, Cost cost) {
        cost.byCurrency().forEach((currency, amount) -> {
            BigDecimal left = budget.amount().subtract(spent.in(currency)).max(BigDecimal.ZERO);
            if (amount.compareTo(left) > 0) {
                throw new UserException(Text.of(
                        "This would cost %s, but %s is left of the budget %s, %s. Choose rows with --rows, wait for the next period, have the budget raised, or add --partial to stop at the budget and continue when the next period begins.",
                        Cost.text(amount, currency), Cost.text(left, currency), whose, budget.text()));
            }
        });
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.plan.Quote;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The price from which somebody has to approve a run.
 *
 * @param above in whatever currency; null if no run needs approval
 * @param name of the setting or the key that says so
 */
public record ApprovalRule(@Nullable BigDecimal above, String name) {

    /** Returns the rule of the home. */
    static ApprovalRule ofHome(@Nullable BigDecimal above) {
        return new ApprovalRule(above, "reelbatch.approve-above");
    }

    /** Returns the rule of a job file. */
    public static ApprovalRule ofJobFile(@Nullable BigDecimal above) {
        return new ApprovalRule(above, "approve-above");
    }

    /** Returns the approval that a run of this price begins with; null if it needs none. */
    @Nullable Approval of(Quote quote, @Nullable String approver, Instant now) {
        return isNeeded(quote, Cost.NONE) ? new Approval(quote.price(), approver, approver == null ? null : now) : null;
    }

    /**
     * Checks a run that begins or is resumed. What is approved is the price of the whole run: what it has cost counts.
     *
     * @param spent what the run has cost so far
     * @throws NotApprovedException if its price needs an approval and has none
     */
    void check(Quote quote, Cost spent, @Nullable Approval approval) {
        if (isNeeded(quote, spent)
                && (approval == null || !approval.covers(quote.price().plus(spent)))) {
            throw notApproved(quote, spent, approval);
        }
    }

    NotApprovedException notApproved(Quote quote, Cost spent, @Nullable Approval approval) {
        RunPrice price = quote.price().plus(spent);
        Cost approved = approval == null ? null : approval.lastApproved();
        String text = approved == null || approved.isEmpty()
                ? text(price)
                : Text.of(
                        "This would cost %s in all, and %s were approved. It waits for the approval of an admin.",
                        price.text(), approved.text());
        return new NotApprovedException(text, price);
    }

    String text(RunPrice price) {
        return Text.of(
                "This would cost %s, more than %s %s. It waits for the approval of an admin.",
                price.text(), name, above);
    }

    /** @param answer what the person says about it; null for nothing */
    static String refusal(String by, @Nullable String answer) {
        return answer == null
                ? Text.of("It was not approved: %s stopped it.", by)
                : Text.of("It was not approved: %s stopped it and said: %s", by, answer);
    }

    /** @param spent what the run has cost so far */
    boolean isNeeded(Quote quote, Cost spent) {
        return above != null && quote.toPay() > 0 && quote.price().plus(spent).mayExceed(above);
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
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

    /** A run that needs no approval, since an admin wants it. */
    static final ApprovalRule NONE = new ApprovalRule(null, "");

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
        return isNeeded(quote) ? new Approval(quote.cost(), approver, approver == null ? null : now) : null;
    }

    /** @throws NotApprovedException if the price needs an approval and has none */
    void check(Quote quote, @Nullable Approval approval) {
        if (isNeeded(quote) && (approval == null || !approval.covers(quote.cost()))) {
            throw new NotApprovedException(text(quote.cost()), quote.cost());
        }
    }

    String text(Cost cost) {
        return Text.of(
                "This would cost %s, more than %s %s. It waits for the approval of an admin.",
                cost.isEmpty() ? Text.of("an unknown amount") : cost.text(), name, above);
    }

    static String refusal(String by) {
        return Text.of("It was not approved: %s stopped it.", by);
    }

    /** A price that is not known may be any. */
    boolean isNeeded(Quote quote) {
        BigDecimal limit = above;
        return limit != null
                && quote.toPay() > 0
                && (quote.sheet().clipsWithoutPrice() > 0
                        || quote.cost().byCurrency().values().stream().anyMatch(amount -> amount.compareTo(limit) > 0));
    }
}

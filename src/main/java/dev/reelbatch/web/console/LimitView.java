package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.SpendingLedger.Entry;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit of what is spent.
 *
 * @param use of it; null where nothing is used up
 * @param left of it; empty where nothing is used up
 */
record LimitView(
        String of, String amount, String period, @Nullable MeterView use, String left) {

    /**
     * What limits are made of.
     *
     * @param used by people with a budget in its period, by their names
     * @param approveAbove from which on a run needs approval; null for never
     */
    record Source(
            SpendingSums sums,
            List<User> users,
            Map<String, Entry> used,
            @Nullable BigDecimal approveAbove) {}

    static List<LimitView> all(Source source) {
        List<LimitView> limits = new ArrayList<>();
        Budget home = source.sums().budget();
        if (home != null) {
            MoneyView money = MoneyView.of(source.sums());
            limits.add(new LimitView(
                    Text.of("All runs of the server"),
                    Amounts.text(home.amount()),
                    period(home),
                    money.ofToday() == null ? money.ofMonth() : money.ofToday(),
                    money.left()));
        }
        source.users().stream()
                .filter(user -> user.budget() != null)
                .map(user -> of(user, source.used().get(user.name())))
                .forEach(limits::add);
        if (source.approveAbove() != null) {
            limits.add(new LimitView(
                    Text.of("A run above this"),
                    Amounts.text(source.approveAbove()),
                    Text.of("needs approval"),
                    null,
                    ""));
        }
        return limits;
    }

    private static LimitView of(User user, @Nullable Entry used) {
        Budget budget = Objects.requireNonNull(user.budget());
        Cost charged = used == null ? Cost.NONE : used.charged();
        Cost inDoubt = used == null ? Cost.NONE : used.inDoubt();
        BigDecimal left = budget.amount()
                .subtract(BigDecimal.valueOf(ChartView.most(charged) + ChartView.most(inDoubt)))
                .max(BigDecimal.ZERO);
        return new LimitView(
                user.name(),
                Amounts.text(budget.amount()),
                period(budget),
                MeterView.of(charged, inDoubt, budget.amount()),
                Amounts.text(left));
    }

    private static String period(Budget budget) {
        return switch (budget.period()) {
            case DAY -> Text.of("a day");
            case MONTH -> Text.of("a month");
        };
    }
}

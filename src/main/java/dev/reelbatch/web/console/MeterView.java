package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;

/**
 * How much of a budget is used; the partial {@code meter} shows it.
 *
 * @param label for those who don't see it
 * @param charged in percent
 * @param doubt what may have been charged, in percent
 */
record MeterView(String label, String charged, String doubt) {

    static MeterView of(Cost charged, Cost inDoubt, BigDecimal limit) {
        double all = limit.doubleValue();
        double used = Math.min(ChartView.most(charged), all);
        double doubt = Math.min(ChartView.most(inDoubt), all - used);
        return new MeterView(
                inDoubt.isEmpty()
                        ? Text.of("%s of %s charged", Amounts.text(charged), Amounts.text(limit))
                        : Text.of(
                                "%s of %s charged, %s in doubt",
                                Amounts.text(charged), Amounts.text(limit), Amounts.text(inDoubt)),
                BarView.percent(used, all),
                BarView.percent(doubt, all));
    }
}

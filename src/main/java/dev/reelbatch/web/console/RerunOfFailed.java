package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.report.FailureTexts;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.console.FailureView.Action;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rerun of all failed rows of an ended run that may succeed as they are, as the first thing on its page. Those that
 * may have been charged are left to a person, reason by reason.
 */
final class RerunOfFailed {

    private RerunOfFailed() {}

    /** Returns it; null if no such rerun helps, or its price is not known, so that it could not be kept to. */
    static @Nullable Action of(RunData data, String key) {
        List<Failure> failed = data.failures().stream()
                .filter(failure -> failure.state() == ClipState.FAILED)
                .toList();
        List<Failure> chosen = failed.stream()
                .filter(failure -> !failure.code().isEmpty() && FailureTexts.canSucceed(failure.code()))
                .toList();
        boolean canBeSelected = chosen.size() == 1 || chosen.size() == failed.size();
        if (!FailureView.canChange(data) || data.standing() == null || chosen.isEmpty() || !canBeSelected) {
            return null;
        }
        Cost price = price(chosen);
        if (price == null) {
            return null;
        }
        int videos = chosen.stream().mapToInt(failure -> failure.rows().size()).sum();
        int rows = chosen.stream().mapToInt(failure -> failure.numbers().size()).sum();
        String what = videos == rows ? Text.counted(rows, "row") : Text.counted(videos, "video");
        String select = chosen.size() == 1 ? FailureView.selection(chosen.get(0)) : "select=failed";
        return new Action(
                Text.of("Rerun %s for %s", what, Amounts.text(price)),
                FailureView.rerunAddress(data, select, price, key),
                "redo",
                false);
    }

    private static @Nullable Cost price(List<Failure> failures) {
        Cost sum = Cost.NONE;
        for (Failure failure : failures) {
            if (failure.price() == null) {
                return null;
            }
            for (Map.Entry<String, BigDecimal> part :
                    failure.price().byCurrency().entrySet()) {
                sum = sum.plus(new Price(part.getValue(), part.getKey()));
            }
        }
        return sum;
    }
}

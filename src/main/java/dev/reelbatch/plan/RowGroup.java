package dev.reelbatch.plan;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows in their state for the same reason.
 *
 * @param cost cost of submitting them again, by currency, as far as prices are known
 */
public record RowGroup(String reason, int clips, Cost cost) {

    /** Returns the cost of submitting a row's clip again; null if unknown. */
    @FunctionalInterface
    public interface Prices {
        @Nullable Price of(Clip clip);
    }

    public static List<RowGroup> of(List<RowClip> rows, Prices prices) {
        return of(rows, prices, RowGroup::reason);
    }

    static List<RowGroup> of(List<RowClip> rows, Prices prices, Function<RowClip, String> reason) {
        Map<String, List<RowClip>> byReason = new TreeMap<>();
        rows.forEach(row -> byReason.computeIfAbsent(reason.apply(row), r -> new ArrayList<>())
                .add(row));
        return byReason.entrySet().stream()
                .map(entry -> new RowGroup(entry.getKey(), entry.getValue().size(), cost(entry.getValue(), prices)))
                .toList();
    }

    private static String reason(RowClip row) {
        if (row.clip().state() == ClipState.CANCELLED) {
            return Text.of("cancelled");
        }
        String code = Objects.requireNonNullElseGet(row.clip().errorCode(), () -> Text.of("no reason given"));
        String reason = row.clip().state() == ClipState.IN_DOUBT ? Text.of("in doubt: %s", code) : code;
        return row.clip().isAccepted() ? Text.of("%s, accepted", reason) : reason;
    }

    static Cost cost(List<RowClip> rows, Prices prices) {
        Cost cost = Cost.NONE;
        for (RowClip row : rows) {
            cost = cost.plus(prices.of(row.clip()));
        }
        return cost;
    }
}

package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LoadLedger;
import dev.reelbatch.ledger.LoadLedger.Existing;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowLedger;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.Totals;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds out before anything is written which of a sheet's clips exist already and which will be paid for. */
final class Adoption {

    private final LoadLedger ledger;
    private final RowLedger rows;

    Adoption(LoadLedger ledger, RowLedger rows) {
        this.ledger = ledger;
        this.rows = rows;
    }

    /**
     * For a run whose rows hold their clips already: those still QUEUED are what will be paid for.
     *
     * @param sheet of the chosen rows
     */
    Offer offer(Run run, Totals sheet, RowRanges chosen) {
        Map<String, Integer> adopted = new TreeMap<>();
        Map<ClipState, Integer> existing = new EnumMap<>(ClipState.class);
        Map<String, BigDecimal> cost = new TreeMap<>();
        AtomicInteger toPay = new AtomicInteger();
        int all = Math.toIntExact(sheet.clips());
        AtomicInteger delivered = new AtomicInteger(all);
        rows.forEachNotDelivered(run.id(), row -> {
            if (!chosen.contains(row.row())) {
                return;
            }
            delivered.decrementAndGet();
            if (row.state() == ClipState.QUEUED) {
                toPay.incrementAndGet();
                add(row.price(), cost);
            } else {
                existing.merge(row.state(), 1, Integer::sum);
            }
        });
        if (delivered.get() > 0) {
            existing.put(ClipState.DELIVERED, delivered.get());
        }
        if (all > toPay.get()) {
            adopted.put(run.job().name(), all - toPay.get());
        }
        return new Offer(run.job().name(), sheet, adopted, existing, toPay.get(), cost);
    }

    /**
     * @param freshOrigin as in {@link dev.reelbatch.ledger.RunLedger#createRun}: clips of that paying-again
     *     alone are adopted
     * @param loadedAnew the run whose rows adopt them; null for a new one
     */
    Offer offer(String job, CheckedSheet sheet, @Nullable Long freshOrigin, @Nullable Run loadedAnew) {
        Map<String, List<Existing>> known = ledger.existing(sheet.wanted().keySet(), freshOrigin, loadedAnew);
        Map<String, Integer> adopted = new TreeMap<>();
        Map<ClipState, Integer> existing = new EnumMap<>(ClipState.class);
        Map<String, BigDecimal> cost = new TreeMap<>();
        int toPay = 0;
        for (Map.Entry<String, CheckedSheet.Wanted> entry : sheet.wanted().entrySet()) {
            CheckedSheet.Wanted wanted = entry.getValue();
            List<Existing> paid = known.getOrDefault(entry.getKey(), List.of()).stream()
                    .limit(wanted.clips())
                    .filter(clip -> !clip.isQueued())
                    .toList();
            for (Existing clip : paid) {
                adopted.merge(clip.job(), 1, Integer::sum);
                existing.merge(clip.state(), 1, Integer::sum);
            }
            int missing = wanted.clips() - paid.size();
            toPay += missing;
            if (wanted.price() != null && missing > 0) {
                BigDecimal amount = wanted.price().amount().multiply(BigDecimal.valueOf(missing));
                cost.merge(wanted.price().currency(), amount, BigDecimal::add);
            }
        }
        return new Offer(job, sheet.found().totals(), adopted, existing, toPay, cost);
    }

    private static void add(@Nullable Price price, Map<String, BigDecimal> cost) {
        if (price != null) {
            cost.merge(price.currency(), price.amount(), BigDecimal::add);
        }
    }
}

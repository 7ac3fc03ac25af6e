package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LoadLedger;
import dev.reelbatch.ledger.LoadLedger.Existing;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunLedger;
import dev.reelbatch.load.Preflight;
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
    private final RunLedger runs;

    Adoption(LoadLedger ledger, RunLedger runs) {
        this.ledger = ledger;
        this.runs = runs;
    }

    /** For a run whose rows hold their clips already: those still QUEUED are what will be paid for. */
    Offer offer(Run run, Preflight sheet, RowRanges chosen) {
        Map<String, Integer> adopted = new TreeMap<>();
        Map<ClipState, Integer> existing = new EnumMap<>(ClipState.class);
        Map<String, BigDecimal> cost = new TreeMap<>();
        AtomicInteger toPay = new AtomicInteger();
        runs.forEachRow(run.id(), row -> {
            if (!chosen.contains(row.row())) {
                return;
            }
            if (row.state() == ClipState.QUEUED) {
                toPay.incrementAndGet();
                add(row.price(), cost);
            } else {
                adopted.merge(run.job().name(), 1, Integer::sum);
                existing.merge(row.state(), 1, Integer::sum);
            }
        });
        return new Offer(run.job().name(), sheet, adopted, existing, toPay.get(), cost);
    }

    /**
     * @param freshOrigin as in {@link dev.reelbatch.ledger.RunLedger#createRun}: clips of that paying-again
     *     alone are adopted
     */
    Offer offer(String job, Preflight sheet, @Nullable Long freshOrigin) {
        Map<String, List<Existing>> known = ledger.existing(sheet.wanted().keySet(), freshOrigin);
        Map<String, Integer> adopted = new TreeMap<>();
        Map<ClipState, Integer> existing = new EnumMap<>(ClipState.class);
        Map<String, BigDecimal> cost = new TreeMap<>();
        int toPay = 0;
        for (Map.Entry<String, Preflight.Wanted> entry : sheet.wanted().entrySet()) {
            Preflight.Wanted wanted = entry.getValue();
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
        return new Offer(job, sheet, adopted, existing, toPay, cost);
    }

    private static void add(@Nullable Price price, Map<String, BigDecimal> cost) {
        if (price != null) {
            cost.merge(price.currency(), price.amount(), BigDecimal::add);
        }
    }
}

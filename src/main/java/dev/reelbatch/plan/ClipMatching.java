package dev.reelbatch.plan;

import dev.reelbatch.ledger.AdoptableClips;
import dev.reelbatch.ledger.Candidate;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.CheckedSheet.Wanted;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Determines, before anything is written, which of a sheet's clips exist already and which will be paid for. */
final class ClipMatching {

    private final Ledgers ledgers;
    private final DraftCheck draftCheck;

    ClipMatching(Ledgers ledgers, DraftCheck draftCheck) {
        this.ledgers = ledgers;
        this.draftCheck = draftCheck;
    }

    /**
     * The run that is going to adopt clips.
     *
     * @param api the name of its account
     * @param takes the rows that get their next take
     * @param loadedAnew the run itself, whose rows keep what they hold; null for a new run
     */
    record Adopter(
            String job, String api, Takes takes, @Nullable Run loadedAnew) {}

    /**
     * Returns the quote for a run whose rows already hold their clips; those still QUEUED will be paid for.
     *
     * @param wish wish of the command that will pay
     * @param sheet totals of the chosen rows
     */
    Quote offer(Run run, Wish wish, SheetTotals sheet, RowRanges chosen) {
        Sum sum = new Sum();
        AtomicInteger left = new AtomicInteger();
        ledgers.rows().forEachNotDelivered(run.id(), row -> {
            if (!chosen.contains(row.row())) {
                return;
            }
            if (row.state() == ClipState.QUEUED && !row.isPaidBy(wish)) {
                left.incrementAndGet();
            } else {
                sum.add(run.job().name(), row.state(), row.price());
            }
        });
        sum.addDelivered(run.job().name(), Math.toIntExact(sheet.clips()) - sum.clips - left.get());
        return sum.offer(run.job().name(), sheet);
    }

    /** Returns the quote for a rerun of rows, and nothing else. */
    Quote offer(Run run, RerunChoice rerun, Cost cost, SheetTotals sheet, RowRanges chosen) {
        Quote held = offer(run, new Wish(0, Wish.Kind.RERUN, "", null, run.id(), false), sheet, chosen);
        Map<String, Integer> kept = new TreeMap<>(held.adopted());
        kept.computeIfPresent(held.job(), (job, clips) -> clips > rerun.clips() ? clips - rerun.clips() : null);
        return new Quote(held.job(), sheet, kept, held.existing(), rerun.clips(), cost);
    }

    /**
     * One clip that a sheet requests.
     *
     * @param nextTake true if it is deliberately paid for again
     * @param exists the existing clip that it gets; null if one is to be made
     */
    record Asked(
            int row,
            int variant,
            Wanted wanted,
            boolean nextTake,
            @Nullable Candidate exists) {

        private Asked with(boolean isNextTake, AdoptableClips free) {
            Candidate taken = free.take(wanted.keys(), row, variant, isNextTake);
            return new Asked(row, variant, wanted, isNextTake, taken);
        }

        boolean isToPay() {
            return exists == null || exists.state() == ClipState.QUEUED;
        }

        /** Returns false for a clip that waits in a row of this very run, where it stays. */
        boolean couldBeAnother() {
            return isToPay() && !nextTake && (exists == null || exists.row() == null);
        }
    }

    /**
     * The result of matching a sheet.
     *
     * @param otherIds rows of the whole sheet that exist under another id
     * @param notes those sentences of the quote that are not about the sheet
     * @param rows what each chosen row comes to, by its number; empty if they are loaded
     */
    record Found(Quote offer, OtherIdRows otherIds, List<String> notes, Map<Integer, RowPreview> rows) {

        Found(Quote offer) {
            this(offer, OtherIdRows.NONE, List.of(), Map.of());
        }
    }

    /**
     * Returns the quote for rows that are still to be loaded. The whole sheet will be loaded: a clip taken by a row
     * that is not chosen is no longer available to an equal row that is.
     *
     * @param totals totals of the chosen rows
     * @param meant the decision on rows that exist under another id; null if there is none
     * @throws dev.reelbatch.text.UserException if a row can't be made from its draft
     */
    Found offer(
            Adopter adopter, CheckedSheet sheet, SheetTotals sheetTotals, RowRanges chosen, @Nullable OtherIds meant) {
        List<Asked> all = asked(adopter, sheet);
        OtherIdRows others = OtherIdRows.among(all, adopter.api(), ledgers.identity());
        Map<Long, String> jobs = new HashMap<>();
        Sum sum = new Sum();
        Map<Integer, RowPreview> rows = new HashMap<>();
        Set<Integer> superseded = new TreeSet<>();
        List<DraftCheck.Use> drafts = new ArrayList<>();
        for (Asked asked : all) {
            if (!chosen.contains(asked.row())) {
                continue;
            }
            Candidate other = meant == OtherIds.USE ? others.of(asked) : null;
            Candidate clip = other == null ? asked.exists() : other;
            RowPreview row = rows.getOrDefault(asked.row(), RowPreview.NOTHING);
            if (clip == null || clip.state() == ClipState.QUEUED) {
                rows.put(asked.row(), row.withPaid(asked.wanted().price()));
                sum.add(adopter.job(), ClipState.QUEUED, asked.wanted().price());
                if (asked.wanted().draft() != null) {
                    drafts.add(new DraftCheck.Use(asked.row(), asked.wanted().draft()));
                }
            } else {
                rows.put(asked.row(), row.withExisting(clip.state()));
                String job = jobs.computeIfAbsent(
                        clip.runId(), id -> ledgers.runs().run(id).job().name());
                sum.add(job, clip.state(), asked.wanted().price());
                if (clip.superseded()) {
                    superseded.add(asked.row());
                }
            }
        }
        draftCheck.check(drafts, adopter.api());
        List<String> notes = notes(superseded);
        return new Found(sum.offer(adopter.job(), sheetTotals).with(notes), others, notes, rows);
    }

    private static List<String> notes(Set<Integer> superseded) {
        if (superseded.isEmpty()) {
            return List.of();
        }
        String rows = RowRanges.only(List.copyOf(superseded)).text();
        return List.of(Text.of(
                "%s (%s): existing videos are kept. An earlier version requested them, with some parameters "
                        + "written differently. To pay for new ones, add --fresh --rows %s",
                Text.counted(superseded.size(), "row"), rows, rows));
    }

    /**
     * Returns the requested clips in the sheet's order, in which they will be loaded: a clip may belong to several ids,
     * and goes to the first row.
     */
    private List<Asked> asked(Adopter adopter, CheckedSheet sheet) {
        Set<String> known = sheet.wanted().values().stream()
                .flatMap(request -> request.keys().all().stream())
                .collect(Collectors.toSet());
        AdoptableClips free = ledgers.load().existing(known, adopter.api(), adopter.takes(), adopter.loadedAnew());
        List<Asked> wanted = new ArrayList<>();
        sheet.wanted()
                .values()
                .forEach(request -> request.forEachClip(
                        (row, variant) -> wanted.add(new Asked(row, variant, request, false, null))));
        wanted.sort(Comparator.comparing(Asked::row).thenComparing(Asked::variant));
        return wanted.stream()
                .map(asked -> asked.with(adopter.takes().areOf(asked.row()), free))
                .toList();
    }

    private static final class Sum {

        private final Map<String, Integer> adopted = new TreeMap<>();
        private final Map<ClipState, Integer> existing = new EnumMap<>(ClipState.class);
        private Cost cost = Cost.NONE;
        private int clips;
        private int toPay;

        /** @param job job that requested the clip last; unused for a clip that waits to be paid for */
        void add(String job, ClipState state, @Nullable Price price) {
            clips++;
            if (state != ClipState.QUEUED) {
                adopted.merge(job, 1, Integer::sum);
                existing.merge(state, 1, Integer::sum);
                return;
            }
            toPay++;
            cost = cost.plus(price);
        }

        void addDelivered(String job, int delivered) {
            if (delivered > 0) {
                adopted.merge(job, delivered, Integer::sum);
                existing.merge(ClipState.DELIVERED, delivered, Integer::sum);
            }
        }

        Quote offer(String job, SheetTotals sheet) {
            return new Quote(job, sheet, adopted, existing, toPay, cost);
        }
    }
}

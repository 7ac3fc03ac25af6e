package dev.reelbatch.plan;

import dev.reelbatch.ledger.RerunLedger;
import dev.reelbatch.ledger.RerunLedger.NextTake;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would be brought back. */
public final class RerunChoice {

    final Run run;
    final Wish.Draft said;
    final @Nullable Wish goesOn;
    final boolean isRunCutShort;
    private final RowGroup.Prices prices;
    final List<RowClip> again = new ArrayList<>();
    final List<NextTake> nextTake = new ArrayList<>();
    final List<NextTake> takenBefore = new ArrayList<>();
    final List<RowClip> free = new ArrayList<>();
    final List<RowClip> left = new ArrayList<>();
    final List<RowClip> underWay = new ArrayList<>();
    final List<RowClip> waiting = new ArrayList<>();

    RerunChoice(Run run, Wish.Draft said, @Nullable Wish goesOn, boolean isRunCutShort, RowGroup.Prices prices) {
        this.run = run;
        this.said = said;
        this.goesOn = goesOn;
        this.isRunCutShort = isRunCutShort;
        this.prices = prices;
    }

    /** How many may be paid for once more. */
    public int clips() {
        return again.size() + nextTake.size();
    }

    /** How many were accepted as they are or left alone, and are asked for again free of charge. */
    public int free() {
        return free.size();
    }

    /** Whether nothing would be brought back. */
    public boolean isEmpty() {
        return clips() + free() == 0;
    }

    /** Whether an earlier rerun was cut short, so that this one goes on with it. */
    public boolean goesOn() {
        return goesOn != null && underWay.size() + takenBefore.size() > 0;
    }

    /**
     * What this rerun runs: not the rows that wait to be submitted without having been brought back, which
     * nobody asked this time to pay for.
     */
    public RowRanges rows() {
        Set<Integer> mine = Stream.of(
                        again.stream(),
                        paidAgain(),
                        takenBefore.stream().map(NextTake::row),
                        free.stream(),
                        underWay.stream())
                .flatMap(rows -> rows)
                .map(RowClip::row)
                .collect(Collectors.toSet());
        List<Integer> others = waiting.stream()
                .map(RowClip::row)
                .filter(row -> !mine.contains(row))
                .toList();
        if (others.isEmpty()) {
            return RowRanges.ALL;
        }
        List<Integer> rows = Stream.concat(mine.stream(), left.stream().map(RowClip::row))
                .filter(row -> !others.contains(row))
                .distinct()
                .sorted()
                .toList();
        return rows.isEmpty() ? RowRanges.ALL : RowRanges.only(rows); // of all it would pay for its own alone
    }

    private Stream<RowClip> paidAgain() {
        return nextTake.stream().map(NextTake::row);
    }

    /** Rows that were never submitted and wait for a run, by cost. */
    public List<RowGroup> waiting() {
        return RowGroup.of(waiting, prices, row -> "");
    }

    /** Whether such rows wait since the run itself was cut short, and not since nobody asked for them yet. */
    public boolean isRunCutShort() {
        return isRunCutShort && !waiting.isEmpty();
    }

    String job() {
        return run.job().name();
    }

    Wish.Draft said() {
        return said;
    }

    @Nullable Wish goesOnWith() {
        return goesOn;
    }

    /** Whether rows are to hold other clips, or clips to wait once more. */
    boolean changesAnything() {
        return !isEmpty() || !takenBefore.isEmpty();
    }

    /** Writes it down: from now on these rows wait for the wish's command, as long as it runs. */
    void bringBack(RerunLedger ledger, Run mine, Wish wish) {
        ledger.bringBack(mine.id(), wish, again);
        ledger.payAgain(
                mine.id(),
                wish,
                Stream.concat(nextTake.stream(), takenBefore.stream()).toList());
        ledger.askAgain(free);
    }

    /** By reason, with counts and cost. */
    public List<RowGroup> groups() {
        return Stream.of(
                        RowGroup.of(again, prices),
                        RowGroup.of(paidAgain().toList(), prices, row -> Text.of("paid for again")),
                        RowGroup.of(
                                free,
                                prices,
                                row -> row.clip().isAccepted()
                                        ? Text.of("accepted until now, free of charge")
                                        : Text.of("no longer asked for until now, free of charge")))
                .flatMap(List::stream)
                .toList();
    }

    /** What could be brought back as well, and was not asked for. */
    public List<RowGroup> left() {
        return RowGroup.of(left, prices);
    }

    /** Of those that may be paid for once more, by currency, as far as prices are known. */
    public Map<String, BigDecimal> cost() {
        return RowGroup.cost(Stream.concat(again.stream(), paidAgain()).toList(), prices);
    }
}

package dev.reelbatch.plan;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RerunLedger;
import dev.reelbatch.ledger.RerunLedger.NextTake;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows that a rerun would run. */
public final class RerunChoice {

    final Run run;
    final Wish.Draft said;
    final @Nullable Wish goesOn;
    final boolean isRunCutShort;
    private final RowGroup.Prices prices;
    final List<String> notes = new ArrayList<>();
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

    /** Returns the number of clips that may be paid for again. */
    public int clips() {
        return again.size() + nextTake.size();
    }

    /** Returns the number of accepted or abandoned clips that are checked again free of charge. */
    public int free() {
        return free.size();
    }

    /** Returns true if nothing would be rerun. */
    public boolean isEmpty() {
        return clips() + free() == 0;
    }

    /** Returns true if an earlier rerun was interrupted, so that this one resumes it. */
    public boolean isResumed() {
        return goesOn != null && underWay.size() + takenBefore.size() > 0;
    }

    /**
     * Returns the rows that this rerun runs, without those that wait for submission for another reason, which this
     * command was not asked to pay for.
     */
    public RowRanges rows() {
        Set<Integer> mine = own();
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
        return rows.isEmpty() ? RowRanges.ALL : RowRanges.only(rows); // it would pay only for its own clips among these
    }

    /** Returns the numbers of the rows that this rerun runs. */
    Set<Integer> own() {
        return Stream.of(
                        again.stream(),
                        paidAgain(),
                        takenBefore.stream().map(NextTake::row),
                        free.stream(),
                        underWay.stream())
                .flatMap(rows -> rows)
                .map(RowClip::row)
                .collect(Collectors.toSet());
    }

    /** Returns the numbers of the rows that this rerun runs, to be kept until it does. */
    public String ownText() {
        return RowRanges.only(own().stream().sorted().toList()).canonicalText();
    }

    /** @param seen {@link #ownText} of when it was requested */
    public boolean isWithin(String seen) {
        RowRanges rows = RowRanges.parse(seen);
        return own().stream().allMatch(rows::contains);
    }

    /** Returns true if one of the clips that would be paid for again is among these. */
    boolean paysAgainForAnyOf(Set<Long> clips) {
        return Stream.concat(again.stream(), paidAgain())
                .anyMatch(row -> clips.contains(row.clip().id()));
    }

    private Stream<RowClip> paidAgain() {
        return nextTake.stream().map(NextTake::row);
    }

    /** Returns rows that were never submitted and wait for a run, by cost. */
    public List<RowGroup> waiting() {
        return RowGroup.of(waiting, prices, row -> "");
    }

    /** Returns true if these rows wait because the run was interrupted, not because nobody requested them yet. */
    public boolean isRunCutShort() {
        return isRunCutShort && !waiting.isEmpty();
    }

    /** Returns the name of the job, as it was first written. */
    public String job() {
        return run.job().name();
    }

    /** Returns the hash of the content whose rows these are. */
    public String contentHash() {
        return run.contentHash();
    }

    Wish.Draft said() {
        return said;
    }

    @Nullable Wish goesOnWith() {
        return goesOn;
    }

    /** Returns true if rows get other clips, or clips wait again. */
    boolean changesAnything() {
        return !isEmpty() || !takenBefore.isEmpty();
    }

    /** Writes the choice down; from now on these rows wait for the wish's command while it runs. */
    void queueAgain(RerunLedger ledger, Run mine, Wish wish) {
        ledger.queueAgain(mine.id(), wish, again);
        ledger.payAgain(
                mine.id(),
                wish,
                Stream.concat(nextTake.stream(), takenBefore.stream()).toList());
        ledger.askAgain(free);
    }

    /** Returns the rows by reason, with counts and cost. */
    public List<RowGroup> groups() {
        return Stream.of(
                        RowGroup.of(again, prices),
                        RowGroup.of(paidAgain().toList(), prices, row -> Text.of("paid for again")),
                        RowGroup.of(
                                free,
                                prices,
                                row -> row.clip().isAccepted()
                                        ? Text.of("accepted so far, free of charge")
                                        : Text.of("no longer checked so far, free of charge")))
                .flatMap(List::stream)
                .toList();
    }

    /** Returns remarks on rows that were named and are not rerun. */
    public List<String> notes() {
        return notes;
    }

    /** Returns rows that could be rerun too but were not selected. */
    public List<RowGroup> left() {
        return RowGroup.of(left, prices);
    }

    /** Returns the cost of clips that may be paid for again, by currency, as far as prices are known. */
    public Cost cost() {
        return RowGroup.cost(Stream.concat(again.stream(), paidAgain()).toList(), prices);
    }
}

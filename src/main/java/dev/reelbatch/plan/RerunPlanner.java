package dev.reelbatch.plan;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RerunLedger.NextTake;
import dev.reelbatch.ledger.RerunLedger.Take;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Chooses rows of a job's latest run that a person wants to rerun. */
public final class RerunPlanner {

    private final Ledgers ledgers;
    private final RowGroup.Prices prices;

    /** @param prices the current prices */
    public RerunPlanner(Ledgers ledgers, RowGroup.Prices prices) {
        this.ledgers = ledgers;
        this.prices = prices;
    }

    /**
     * The selection of rows.
     *
     * @param states only clips in these states; empty if only the rows decide
     * @param rows only these rows; null for all
     * @param errorCode only clips with this error; null for any
     * @param payAgain true to pay for the next take even of delivered clips and those still free to get
     */
    public record Selection(
            Set<ClipState> states,
            @Nullable RowRanges rows,
            @Nullable String errorCode,
            boolean payAgain) {

        /** Returns true for a row in a selected state, with a selected number and error. */
        public boolean matches(RowClip row) {
            return RerunPlanner.matches(row, this)
                    && (states.isEmpty() || states.contains(row.clip().state()));
        }

        private static final JsonMapper JSON = JsonMapper.builder().build();

        /** The stored form, by which the same command resumes and {@code serve} knows the selection. */
        private record Kept(
                List<ClipState> states,
                @Nullable String rows,
                @Nullable String errorCode,
                boolean payAgain) {}

        public String json() {
            return JSON.writeValueAsString(new Kept(
                    states.stream().sorted().toList(),
                    rows == null ? null : rows.canonicalText(),
                    errorCode,
                    payAgain));
        }

        /** Returns the selection of a rerun's wish; empty for a wish of an earlier version, which did not record it. */
        public static Optional<Selection> of(Wish wish) {
            if (wish.details().isEmpty()) {
                return Optional.empty();
            }
            Kept kept = JSON.readValue(wish.details(), Kept.class);
            return Optional.of(new Selection(
                    Set.copyOf(kept.states()),
                    kept.rows() == null ? null : RowRanges.parse(kept.rows()),
                    kept.errorCode(),
                    kept.payAgain()));
        }
    }

    /**
     * Chooses rows. Rows that the same command already queued in an unfinished rerun keep their place: repeating an
     * interrupted rerun resumes it and pays for nothing twice.
     *
     * @throws UserException if there is no such job or row, or a selected row may not be rerun
     */
    public RerunChoice choose(String jobName, Selection selection, Wish.By by) {
        RerunChoice choice = begin(jobName, selection, by);
        Wish wish = Objects.requireNonNullElse(choice.goesOn, Wish.NONE);
        Map<String, Deque<Take>> takes = ledgers.rerun().takes(choice.run.id(), wish);
        for (RowClip row : ledgers.rerun().rows(choice.run.id(), wish)) {
            if (row.underWay() && row.clip().state() != ClipState.QUEUED) {
                choice.underWay.add(row);
                continue;
            } else if (row.clip().state() == ClipState.QUEUED) {
                choice.waiting.add(row);
            }
            boolean isRerunnable = row.clip().state().isRerunnable();
            if (isRerunnable && isAskedFor(row, selection)) {
                choice.again.add(row);
            } else if (isRerunnable) {
                choice.left.add(row);
            } else if (isAtRest(row) && isAskedForAtRest(row, selection)) {
                choice.free.add(row);
            } else if (!row.clip().state().isOpen() && selection.states().isEmpty() && matches(row, selection)) {
                addPaid(row, selection, choice, takes);
            }
        }
        if (selection.rows() != null && choice.goesOn == null) {
            checkNamed(selection, selection.rows(), choice);
        }
        return choice;
    }

    /** Returns the number of the home's latest submission: what was chosen then is checked against it later. */
    public long lastSubmission() {
        return ledgers.submissions().latestSubmission();
    }

    /**
     * Checks that nobody has submitted the chosen rows since they were seen, so that a choice that is made twice is paid
     * for once.
     *
     * @param lastSubmission the home's latest one when they were seen
     * @throws UserException if one of them was submitted since
     */
    public void checkUnchanged(RerunChoice choice, long lastSubmission) {
        if (choice.paysAgainForAnyOf(ledgers.submissions().clipsSubmittedAfter(lastSubmission))) {
            throw new UserException(
                    Text.of(
                            "Rows of this rerun have been submitted since they were chosen, so it was not started, and nothing was charged for it. Look at them again."));
        }
    }

    /** Returns what submitting the rows again would cost now; null if a price is unknown. */
    public @Nullable Cost cost(List<RowClip> rows) {
        return rows.stream().anyMatch(row -> prices.of(row.clip()) == null) ? null : RowGroup.cost(rows, prices);
    }

    /** Refuses named rows that do not exist, and notes those that can't be rerun. */
    private void checkNamed(Selection selection, RowRanges named, RerunChoice choice) {
        BitSet present = ledgers.rows().numbers(choice.run.id());
        choice.notes.addAll(RequestedRows.check(named, present));
        if (selection.states().isEmpty() && selection.errorCode() == null) {
            choice.own().forEach(present::clear);
            List<Integer> left =
                    present.stream().filter(named::contains).boxed().toList();
            if (!left.isEmpty()) {
                choice.notes.add(Text.of(
                        "%s not rerun (%s): invalid, or not ended yet",
                        Text.counted(left.size(), "row"), RowRanges.only(left).text()));
            }
        }
    }

    /** Returns true for a row that is paid for, took days without a result, and is no longer checked. */
    private static boolean isAtRest(RowClip row) {
        return RestingClips.CODE.equals(row.clip().errorCode()) && !row.clip().isAccepted();
    }

    private static boolean isAskedForAtRest(RowClip row, Selection selection) {
        boolean inState = selection.states().isEmpty() || selection.states().contains(ClipState.FAILED);
        return matches(row, selection) && inState && !selection.payAgain();
    }

    private RerunChoice begin(String jobName, Selection selection, Wish.By by) {
        Run run = ledgers.latestRun(jobName);
        Wish.Draft said = new Wish.Draft(Wish.Kind.RERUN, selection.json(), by);
        Wish goesOn = ledgers.wishes().unfinished(run.job(), said).orElse(null);
        return new RerunChoice(run, said, goesOn, ledgers.wishes().isCutShort(run), prices);
    }

    /** Returns true if the row is selected. An accepted row is selected only by its number. */
    private static boolean isAskedFor(RowClip row, Selection selection) {
        boolean inState = selection.states().isEmpty()
                || selection.states().contains(row.clip().state());
        return matches(row, selection)
                && inState
                && (selection.rows() != null || !row.clip().isAccepted());
    }

    private static boolean matches(RowClip row, Selection selection) {
        return (selection.rows() == null || selection.rows().contains(row.row()))
                && (selection.errorCode() == null
                        || selection.errorCode().equals(row.clip().errorCode()));
    }

    private static void addPaid(RowClip row, Selection selection, RerunChoice choice, Map<String, Deque<Take>> takes) {
        if (selection.payAgain()) {
            Take before = takes.getOrDefault(row.clip().fingerprint(), new ArrayDeque<>())
                    .poll();
            boolean isPaid = before != null && before.state() != ClipState.QUEUED;
            (isPaid ? choice.takenBefore : choice.nextTake).add(new NextTake(row, before));
        } else if (row.clip().isAccepted()) {
            choice.free.add(row);
        } else {
            throw paidAlready(row);
        }
    }

    private static UserException paidAlready(RowClip row) {
        return new UserException(
                switch (row.clip().state()) {
                    case DELIVERED ->
                        Text.of("Row %d is delivered. To pay for a new version, add --pay-again.", row.row());
                    case TIMED_OUT ->
                        Text.of(
                                "Row %d timed out. Run the sheet again to check once more, free of charge. To pay for a new version, add --pay-again.",
                                row.row());
                    default ->
                        Text.of(
                                "Row %d could not be downloaded. Run the sheet again to download it, free of charge. To pay for a new version, add --pay-again.",
                                row.row());
                });
    }
}

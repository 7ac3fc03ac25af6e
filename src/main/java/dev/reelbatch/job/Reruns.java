package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.HeldRow;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.pump.Rest;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings rows of a job's latest run back because a person asked for it. */
public final class Reruns {

    private static final Set<ClipState> PAID =
            EnumSet.of(ClipState.DELIVERED, ClipState.TIMED_OUT, ClipState.UNDELIVERED);
    private static final Set<ClipState> SETTLED = EnumSet.of(ClipState.FAILED, ClipState.IN_DOUBT);

    private final Ledgers ledgers;
    private final BatchRecords batch;

    Reruns(Ledgers ledgers, BatchRecords batch) {
        this.ledgers = ledgers;
        this.batch = batch;
    }

    /**
     * Which rows.
     *
     * @param states brought back among these; empty when rows alone decide
     * @param rows among these rows alone; null for all
     * @param errorCode with this error alone; null for any
     * @param payAgain also for what is delivered or still free to get: the next take
     */
    public record Selection(
            Set<ClipState> states,
            @Nullable RowRanges rows,
            @Nullable String errorCode,
            boolean payAgain) {}

    /** What would be brought back. */
    public static final class Choice {

        private final Run run;
        private final List<HeldRow> again = new ArrayList<>();
        private final List<HeldRow> nextTake = new ArrayList<>();
        private final List<HeldRow> free = new ArrayList<>();
        private final List<HeldRow> left = new ArrayList<>();
        private final List<HeldRow> underWay = new ArrayList<>();
        private final List<HeldRow> waiting = new ArrayList<>();

        Choice(Run run) {
            this.run = run;
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
            return !underWay.isEmpty();
        }

        /**
         * What this rerun runs: not the rows that wait to be submitted without having been brought back, which
         * nobody asked this time to pay for.
         */
        public RowRanges rows() {
            Set<Integer> mine = Stream.of(again, nextTake, free, underWay)
                    .flatMap(List::stream)
                    .map(HeldRow::row)
                    .collect(Collectors.toSet());
            return RowRanges.allBut(waiting.stream()
                    .map(HeldRow::row)
                    .filter(row -> !mine.contains(row))
                    .toList());
        }

        /** Rows that were never submitted and wait for a run, by cost. */
        public List<RowGroup> waiting() {
            return RowGroup.of(waiting, row -> "");
        }

        /** Whether such rows wait since the run itself was cut short, and not since nobody asked for them yet. */
        public boolean isRunCutShort() {
            return !run.ended() && !waiting.isEmpty();
        }

        /** By reason, with counts and cost. */
        public List<RowGroup> groups() {
            return Stream.of(
                            RowGroup.of(again),
                            RowGroup.of(nextTake, row -> Text.of("paid for again")),
                            RowGroup.of(free, row -> row.clip().isAccepted()
                                    ? Text.of("accepted until now, free of charge")
                                    : Text.of("no longer asked for until now, free of charge")))
                    .flatMap(List::stream)
                    .toList();
        }

        /** What could be brought back as well, and was not asked for. */
        public List<RowGroup> left() {
            return RowGroup.of(left);
        }

        /** Of those that may be paid for once more, by currency, as far as prices are known. */
        public Map<String, BigDecimal> cost() {
            return RowGroup.cost(
                    Stream.concat(again.stream(), nextTake.stream()).toList());
        }
    }

    /**
     * What was brought back already stays where it is until the run has come to its end: a rerun that was
     * cut short goes on when it is started again, and pays for nothing twice.
     *
     * @throws RunRefusedException if there is no such job, or rows are asked for that may not be brought back
     */
    public Choice choose(String jobName, Selection selection) {
        Choice choice = new Choice(ledgers.latestRun(jobName));
        for (HeldRow row : ledgers.rerun().rows(choice.run.id())) {
            if (row.askedAgain()) {
                choice.underWay.add(row);
                continue;
            } else if (row.clip().state() == ClipState.QUEUED) {
                choice.waiting.add(row);
            }
            boolean settled = SETTLED.contains(row.clip().state());
            if (settled && isAskedFor(row, selection)) {
                choice.again.add(row);
            } else if (settled) {
                choice.left.add(row);
            } else if (isAtRest(row) && isAskedForAtRest(row, selection)) {
                choice.free.add(row);
            } else if (PAID.contains(row.clip().state()) && selection.states().isEmpty() && matches(row, selection)) {
                addPaid(row, selection, choice);
            }
        }
        return choice;
    }

    /** What is paid for, did not come for days, and is asked for by nobody any more. */
    private static boolean isAtRest(HeldRow row) {
        return Rest.CODE.equals(row.clip().errorCode()) && !row.clip().isAccepted();
    }

    private static boolean isAskedForAtRest(HeldRow row, Selection selection) {
        boolean inState = selection.states().isEmpty() || selection.states().contains(ClipState.FAILED);
        return matches(row, selection) && inState && !selection.payAgain();
    }

    /** What a person accepted as it is comes back by its number alone. */
    private static boolean isAskedFor(HeldRow row, Selection selection) {
        boolean inState = selection.states().isEmpty()
                || selection.states().contains(row.clip().state());
        return matches(row, selection)
                && inState
                && (selection.rows() != null || !row.clip().isAccepted());
    }

    private static boolean matches(HeldRow row, Selection selection) {
        return (selection.rows() == null || selection.rows().contains(row.row()))
                && (selection.errorCode() == null
                        || selection.errorCode().equals(row.clip().errorCode()));
    }

    private static void addPaid(HeldRow row, Selection selection, Choice choice) {
        if (selection.payAgain()) {
            choice.nextTake.add(row);
        } else if (row.clip().isAccepted()) {
            choice.free.add(row);
        } else {
            throw paidAlready(row);
        }
    }

    private static RunRefusedException paidAlready(HeldRow row) {
        return new RunRefusedException(
                switch (row.clip().state()) {
                    case DELIVERED -> Text.of("Row %d is delivered. To pay for it again, say --pay-again.", row.row());
                    case TIMED_OUT ->
                        Text.of(
                                "Row %d timed out: running the sheet again asks for it once more, free of charge. To pay for it again, say --pay-again.",
                                row.row());
                    default ->
                        Text.of(
                                "Row %d could not be fetched: running the sheet again fetches it, free of charge. To pay for it again, say --pay-again.",
                                row.row());
                });
    }

    /** Whether rows of the job's latest run were brought back, and it has not come to its end since. */
    public boolean isUnderWay(String jobName) {
        return ledgers.rerun().rows(ledgers.latestRun(jobName).id()).stream().anyMatch(HeldRow::askedAgain);
    }

    /** Writes the choice down; from now on these rows are QUEUED. */
    public void bringBack(Choice choice) {
        Run run = choice.run;
        if (batch.isCompleted(run)) {
            run = ledgers.runs().copyRun(run); // a completed instance can't be started again
        }
        ledgers.rerun().bringBack(run.id(), choice.again);
        ledgers.rerun().payAgain(run.id(), choice.nextTake);
        ledgers.rerun().askAgain(choice.free);
    }
}

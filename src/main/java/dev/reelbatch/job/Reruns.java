package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.HeldRow;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.Price;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
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

    /** Rows that fail for one reason. */
    public record Group(String reason, int clips, Map<String, BigDecimal> cost) {}

    /** What would be brought back. */
    public static final class Choice {

        private final Run run;
        private final List<HeldRow> again;
        private final List<HeldRow> nextTake;

        Choice(Run run, List<HeldRow> again, List<HeldRow> nextTake) {
            this.run = run;
            this.again = again;
            this.nextTake = nextTake;
        }

        public int clips() {
            return again.size() + nextTake.size();
        }

        /** By reason, with counts and cost. */
        public List<Group> groups() {
            Map<String, List<HeldRow>> byReason = new TreeMap<>();
            again.forEach(row -> byReason.computeIfAbsent(reason(row), r -> new ArrayList<>())
                    .add(row));
            nextTake.forEach(row -> byReason.computeIfAbsent("paid for again", r -> new ArrayList<>())
                    .add(row));
            return byReason.entrySet().stream()
                    .map(entry -> new Group(entry.getKey(), entry.getValue().size(), cost(entry.getValue())))
                    .toList();
        }

        private static String reason(HeldRow row) {
            String code = Objects.requireNonNullElse(row.clip().errorCode(), "no reason given");
            return row.clip().state() == ClipState.IN_DOUBT ? "in doubt: " + code : code;
        }

        private static Map<String, BigDecimal> cost(List<HeldRow> rows) {
            Map<String, BigDecimal> cost = new TreeMap<>();
            for (HeldRow row : rows) {
                Price price = row.clip().price();
                if (price != null) {
                    cost.merge(price.currency(), price.amount(), BigDecimal::add);
                }
            }
            return cost;
        }
    }

    /** @throws RunRefusedException if there is no such job, or rows are asked for that may not be brought back */
    public Choice choose(String jobName, Selection selection) {
        Run run = latestRun(jobName);
        List<HeldRow> again = new ArrayList<>();
        List<HeldRow> nextTake = new ArrayList<>();
        for (HeldRow row : ledgers.rerun().rows(run.id())) {
            ClipState state = row.clip().state();
            if (!matches(row, selection)) {
                continue;
            }
            if (SETTLED.contains(state)
                    && (selection.states().isEmpty() || selection.states().contains(state))) {
                again.add(row);
            } else if (selection.states().isEmpty() && PAID.contains(state)) {
                if (!selection.payAgain()) {
                    throw paidAlready(row);
                }
                nextTake.add(row);
            }
        }
        return new Choice(run, again, nextTake);
    }

    private static boolean matches(HeldRow row, Selection selection) {
        return (selection.rows() == null || selection.rows().contains(row.row()))
                && (selection.errorCode() == null
                        || selection.errorCode().equals(row.clip().errorCode()));
    }

    private static RunRefusedException paidAlready(HeldRow row) {
        String what =
                switch (row.clip().state()) {
                    case DELIVERED -> "is delivered";
                    case TIMED_OUT -> "timed out: running the sheet again asks for it once more, free of charge";
                    default -> "could not be fetched: running the sheet again fetches it, free of charge";
                };
        return new RunRefusedException("Row %d %s. To pay for it again, say --pay-again.".formatted(row.row(), what));
    }

    /** Writes the choice down; from now on these rows are QUEUED. */
    public void bringBack(Choice choice) {
        Run run = choice.run;
        if (batch.isCompleted(run)) {
            run = ledgers.runs().copyRun(run); // a completed instance can't be started again
        }
        ledgers.rerun().bringBack(run.id(), choice.again);
        ledgers.rerun().payAgain(run.id(), choice.nextTake);
    }

    private Run latestRun(String jobName) {
        NamedJob job = ledgers.runs()
                .job(JobName.checked(jobName))
                .orElseThrow(() -> new RunRefusedException("There is no job \"%s\".".formatted(jobName)));
        return ledgers.runs()
                .latestRun(job)
                .orElseThrow(() -> new RunRefusedException("The job \"%s\" has not run yet.".formatted(jobName)));
    }
}

package dev.reelbatch.session;

import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Withdraws rows of a job's latest run that are not submitted yet. */
public final class Cancellation {

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final RunService runs;

    Cancellation(Ledgers ledgers, HomeGuard guard, RunService runs) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.runs = runs;
    }

    /**
     * The rows that would be withdrawn.
     *
     * @param requests the keys of their requests, by which another job's run may be using the same clips
     * @param unfinished commands that pay again and were stopped: what is left of them would be submitted when they are
     *     resumed, though no row waits for it until then
     * @param notes remarks on named rows that do not exist, and on rows of other jobs that are withdrawn too
     */
    public record Choice(Run run, List<RowClip> rows, Set<String> requests, List<Wish> unfinished, List<String> notes) {

        /** Returns true if there is nothing to withdraw. */
        public boolean isEmpty() {
            return rows.isEmpty() && unfinished.isEmpty();
        }

        /** Returns the cost that is saved, by currency, as far as prices are known. */
        public Cost cost() {
            Cost cost = Cost.NONE;
            for (RowClip row : rows) {
                cost = cost.plus(row.clip().price());
            }
            return cost;
        }

        /** Returns the number of videos whose price is unknown. */
        public long withoutPrice() {
            return rows.stream().filter(row -> row.clip().price() == null).count();
        }

        /** Returns the numbers of the rows. */
        public RowRanges numbers() {
            return RowRanges.only(rows.stream().map(RowClip::row).distinct().toList());
        }
    }

    /**
     * Chooses rows.
     *
     * @param named null for all that are not submitted yet
     * @throws UserException if there is no such job or row, or a named row was submitted
     * @throws UserException if the home has forgotten results, or the job's folder holds results of another job
     */
    public Choice choose(String jobName, @Nullable RowRanges named) {
        Run run = ledgers.latestRun(jobName);
        guard.check(run.outDir(), run.job().name());
        List<String> notes = new ArrayList<>();
        if (named != null) {
            String rule = Text.of("Only rows that are not submitted yet can be cancelled.");
            notes.addAll(NamedRows.check(ledgers, run, named, ClipState.QUEUED, rule));
        }
        List<RowClip> chosen = ledgers.rerun().rows(run.id()).stream()
                .filter(row -> row.clip().state() == ClipState.QUEUED)
                .filter(row -> named == null || named.contains(row.row()))
                .toList();
        addOtherJobs(run, chosen, notes);
        List<Wish> unfinished = named == null ? ledgers.wishes().payingAgain(run) : List.of();
        if (!unfinished.isEmpty()) {
            notes.add(Text.of("an unfinished rerun or run --fresh of this job is cancelled too: nothing resumes it"));
        }
        return new Choice(run, chosen, requests(run, chosen), unfinished, List.copyOf(notes));
    }

    private Set<String> requests(Run run, List<RowClip> chosen) {
        Map<Integer, Set<String>> keysByRow = ledgers.waiting().keys(run);
        return chosen.stream()
                .flatMap(row -> keysByRow.getOrDefault(row.row(), Set.of()).stream())
                .collect(Collectors.toSet());
    }

    /** Notes the jobs that wait for the same requests: a request belongs to all rows that made it. */
    private void addOtherJobs(Run run, List<RowClip> chosen, List<String> notes) {
        Map<Integer, Set<String>> jobsByRow = ledgers.waiting().otherJobs(run);
        Set<String> jobs = new TreeSet<>();
        chosen.forEach(row -> jobs.addAll(jobsByRow.getOrDefault(row.row(), Set.of())));
        if (!jobs.isEmpty()) {
            notes.add(Text.of(
                    "the same requests are waiting in other jobs, and are cancelled there too: %s",
                    String.join(", ", jobs)));
        }
    }

    /** Records the choice, and rewrites the reports that still exist. */
    public void cancel(Choice choice) {
        choice.unfinished().forEach(ledgers.wishes()::close);
        ledgers.rerun().cancel(choice.rows());
        if (Files.isDirectory(choice.run().outDir())) {
            runs.writeReports(choice.run());
        }
    }
}

package dev.reelbatch.session;

import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.DoubtLedger.InLatestRun;
import dev.reelbatch.ledger.RowInDoubt;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records what a person found in the account about the rows in doubt of a job's latest run. */
public final class Resolution {

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final RunService runs;

    Resolution(Ledgers ledgers, HomeGuard guard, RunService runs) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.runs = runs;
    }

    /**
     * Rows in doubt.
     *
     * @param rows in the order in which they were sent
     * @param notes remarks on named rows that do not exist, and on rows that were left out
     */
    public record Choice(Run run, List<RowInDoubt> rows, List<String> notes) {

        /** Returns the greatest possible cost of their submissions in doubt, without earlier ones that were repeated. */
        public Cost cost() {
            Cost cost = Cost.NONE;
            for (RowInDoubt row : rows) {
                cost = cost.plus(row.price());
            }
            return cost;
        }

        /**
         * Checks that the rows are in doubt about what a person saw.
         *
         * @param lastSubmission the home's latest one when the person saw the rows
         * @throws UserException if one of them was submitted since
         */
        public void checkUnchanged(long lastSubmission) {
            boolean isNewer = rows.stream()
                    .map(RowInDoubt::latest)
                    .anyMatch(latest -> latest != null && latest.id() > lastSubmission);
            if (isNewer) {
                throw new UserException(
                        Text.of(
                                "Rows have been submitted again since you looked, so nothing was recorded. Compare the account with the page as it is now."));
            }
        }

        /** Returns the number of rows whose price is unknown. */
        public long withoutPrice() {
            return rows.stream().filter(row -> row.price() == null).count();
        }
    }

    /**
     * Chooses rows in doubt.
     *
     * @param named null for all but those that a person accepted
     * @throws UserException if there is no such job or row, or a named row is not in doubt
     * @throws UserException if the home has forgotten results, or the job's folder holds results of another job
     */
    public Choice choose(String jobName, @Nullable RowRanges named) {
        Run run = ledgers.latestRun(jobName);
        guard.check(run.outDir(), run.job().name());
        List<String> notes = new ArrayList<>();
        if (named != null) {
            String rule = Text.of("Only rows in doubt can be resolved.");
            notes.addAll(NamedRows.check(ledgers, run, named, ClipState.IN_DOUBT, rule));
        }
        List<RowInDoubt> chosen = new ArrayList<>();
        int accepted = 0;
        for (RowInDoubt row : ledgers.doubts().rows(run.id())) {
            if (named == null && row.clip().isAccepted()) {
                accepted++;
            } else if (named == null || named.contains(row.row())) {
                chosen.add(row);
            }
        }
        if (accepted > 0) {
            notes.add(Text.of(
                    "%s in doubt left out, because you accepted them; --rows includes them",
                    Text.counted(accepted, "video")));
        }
        return new Choice(run, List.copyOf(chosen), List.copyOf(notes));
    }

    /**
     * Rows in doubt of all jobs.
     *
     * @param first some of them by run, the latest run first
     * @param rows number of all of them
     */
    public record OfAllJobs(List<Choice> first, int rows) {}

    /** The videos of a row are resolved together. */
    private record RowOfRun(long runId, int row) {}

    /**
     * Returns the rows in doubt of all jobs, but those that a person accepted. What {@link #choose} would refuse is
     * listed, too.
     *
     * @param most how many rows are wanted
     */
    public OfAllJobs ofAllJobs(int most) {
        Map<RowOfRun, List<Long>> all = ledgers.doubts().inLatestRuns().stream()
                .collect(Collectors.groupingBy(
                        clip -> new RowOfRun(clip.runId(), clip.row()),
                        LinkedHashMap::new,
                        Collectors.mapping(InLatestRun::clipId, Collectors.toList())));
        Map<Long, List<Long>> first = new LinkedHashMap<>();
        all.entrySet().stream().limit(most).forEach(row -> first.computeIfAbsent(
                        row.getKey().runId(), run -> new ArrayList<>())
                .addAll(row.getValue()));
        return new OfAllJobs(
                first.entrySet().stream()
                        .map(run -> new Choice(
                                ledgers.runs().run(run.getKey()),
                                ledgers.doubts().rows(run.getKey(), run.getValue()),
                                List.of()))
                        .toList(),
                all.size());
    }

    /** Records the findings, all or none of them, and rewrites the reports that still exist. */
    public void settle(Run run, List<Finding> findings) {
        ledgers.doubts().settle(findings);
        if (Files.isDirectory(run.outDir())) {
            runs.writeReports(run);
        }
    }
}

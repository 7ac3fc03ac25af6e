package dev.reelbatch.session;

import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RequestedRows;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RowGroup;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Marks rows of a job's latest run as accepted without a video, because a person decided that they need no more work.
 */
public final class Acceptance {

    private static final Set<ClipState> FAILED = Set.of(ClipState.FAILED);

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final RunService runs;

    Acceptance(Ledgers ledgers, HomeGuard guard, RunService runs) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.runs = runs;
    }

    /** The rows that would be accepted. */
    public static final class Choice {

        private final Run run;
        private final List<RowClip> rows;
        private final int invalidRows;
        private final List<String> notes;

        Choice(Run run, List<RowClip> rows, int invalidRows, List<String> notes) {
            this.run = run;
            this.rows = rows;
            this.invalidRows = invalidRows;
            this.notes = notes;
        }

        public int clips() {
            return rows.size();
        }

        /** Returns the rows by reason, with counts. */
        public List<RowGroup> groups() {
            return RowGroup.of(rows, Clip::price);
        }

        /** Returns the numbers of the rows. */
        public RowRanges numbers() {
            return RowRanges.only(rows.stream().map(RowClip::row).distinct().toList());
        }

        /** Returns remarks on rows that were named and do not exist. */
        public List<String> notes() {
            return notes;
        }

        /** Returns the number of the run's invalid rows, which only a change of the sheet can fix. */
        public int invalidRows() {
            return invalidRows;
        }
    }

    /**
     * Chooses rows.
     *
     * @param rows rows in any final state; null for all that failed
     * @throws UserException if there is no such job or row, or a named row has not ended
     * @throws UserException if the home has forgotten results, or the job's folder holds results of another job
     */
    public Choice choose(String jobName, @Nullable RowRanges rows) {
        return chooseBy(jobName, new RerunPlanner.Selection(rows == null ? FAILED : Set.of(), rows, null, false));
    }

    /**
     * Chooses rows as a rerun does.
     *
     * @param selection without states, rows in any final state
     * @throws UserException as for rows
     */
    public Choice chooseBy(String jobName, RerunPlanner.Selection selection) {
        RowRanges rows = selection.rows();
        Run run = ledgers.latestRun(jobName);
        guard.check(run.outDir(), run.job().name());
        List<String> notes = rows == null
                ? List.of()
                : RequestedRows.check(rows, ledgers.rows().numbers(run.id()));
        List<RowClip> chosen = new ArrayList<>();
        for (RowClip row : ledgers.rerun().rows(run.id())) {
            Clip clip = row.clip();
            if (selection.matches(row)) {
                if (clip.state().isProblem() && !clip.isAccepted()) {
                    chosen.add(row);
                } else if (rows != null && clip.state().isOpen() && !clip.isAccepted()) {
                    throw new UserException(Text.of(
                            "Row %d has not ended yet, so it can't be accepted. Run the sheet again to resume it.",
                            row.row()));
                }
            }
        }
        return new Choice(run, chosen, ledgers.rows().invalidRows(run.id()), notes);
    }

    /** Records the choice, and rewrites the reports that still exist. */
    public void accept(Choice choice) {
        ledgers.rerun().accept(choice.rows);
        if (Files.isDirectory(choice.run.outDir())) {
            runs.writeReports(choice.run);
        }
    }
}

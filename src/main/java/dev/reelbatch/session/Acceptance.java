package dev.reelbatch.session;

import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowClip;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RowGroup;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settles rows of a job's latest run for good because a person says that they need no more work. */
public final class Acceptance {

    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final RunService runs;

    Acceptance(Ledgers ledgers, HomeGuard guard, RunService runs) {
        this.ledgers = ledgers;
        this.guard = guard;
        this.runs = runs;
    }

    /** What would be accepted. */
    public static final class Choice {

        private final Run run;
        private final List<RowClip> rows;
        private final int invalidRows;

        Choice(Run run, List<RowClip> rows, int invalidRows) {
            this.run = run;
            this.rows = rows;
            this.invalidRows = invalidRows;
        }

        public int clips() {
            return rows.size();
        }

        /** By reason, with counts. */
        public List<RowGroup> groups() {
            return RowGroup.of(rows, Clip::price);
        }

        /** Rows of the run that ask for nothing that could be sent: only the sheet can settle those. */
        public int invalidRows() {
            return invalidRows;
        }
    }

    /**
     * @param rows whatever they ended with; null for all that failed
     * @throws UserException if there is no such job, or a row is named that has not ended
     * @throws UserException if the home has forgotten results, or the job's folder holds others'
     */
    public Choice choose(String jobName, @Nullable RowRanges rows) {
        Run run = ledgers.latestRun(jobName);
        guard.check(run.outDir(), run.job().name());
        List<RowClip> chosen = new ArrayList<>();
        for (RowClip row : ledgers.rerun().rows(run.id())) {
            Clip clip = row.clip();
            if (rows == null ? clip.state() == ClipState.FAILED : rows.contains(row.row())) {
                if (clip.state().isProblem() && !clip.isAccepted()) {
                    chosen.add(row);
                } else if (rows != null && clip.state().isOpen() && !clip.isAccepted()) {
                    throw new UserException(Text.of(
                            "Row %d has not ended yet, so there is nothing to accept. Run the sheet again to go on with it.",
                            row.row()));
                }
            }
        }
        return new Choice(run, chosen, ledgers.rows().invalidRows(run.id()));
    }

    /** Writes the choice down, and the reports anew where they are still there. */
    public void accept(Choice choice) {
        ledgers.rerun().accept(choice.rows);
        if (Files.isDirectory(choice.run.outDir())) {
            runs.writeReports(choice.run);
        }
    }
}

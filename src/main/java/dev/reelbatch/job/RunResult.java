package dev.reelbatch.job;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.stage.StopSignal;
import java.util.List;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param stopped the reason why it stopped early
 * @param undelivered number of this execution's rows that are neither delivered nor accepted
 * @param open number of these that continue when the run is resumed
 * @param summary lines for the console
 * @param wish wish of the command that ran it
 * @param news the same for people elsewhere, one sentence each
 */
public record RunResult(
        Optional<StopSignal.Cause> stopped,
        int undelivered,
        int open,
        List<String> summary,
        List<String> news,
        Run run,
        Wish wish,
        ReportFiles report) {

    public RunOutcome ending() {
        StopSignal.Kind kind = stopped.map(StopSignal.Cause::kind).orElse(null);
        if (kind == StopSignal.Kind.INTERRUPTED) {
            return RunOutcome.INTERRUPTED;
        } else if (kind == StopSignal.Kind.DEFECT) {
            return RunOutcome.DEFECT;
        } else if (open > 0) {
            return RunOutcome.STOPPED;
        }
        return undelivered == 0 ? RunOutcome.DELIVERED : RunOutcome.NOT_ALL_DELIVERED;
    }
}

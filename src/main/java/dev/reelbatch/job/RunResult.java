package dev.reelbatch.job;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.report.ReportFiles;
import dev.reelbatch.stage.StopSignal;
import java.util.List;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param stopped why it stopped before its time
 * @param undelivered rows (of those that this execution was for) that are neither delivered nor accepted by a person
 * @param open of these, rows that go on by themselves when the run is started again
 * @param summary lines for the console
 * @param wish of the command that ran it
 * @param news what somebody elsewhere should know, a sentence each
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

package dev.reelbatch.serve;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.ShellRunLedger;
import dev.reelbatch.ledger.ShellRunLedger.Ending;
import dev.reelbatch.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gives runs that commands did without a {@code serve} their records, when the next one starts. */
final class ShellRuns {

    private static final int MOST = 200; // at a start; older ones follow at the next

    private final Session session;
    private final ShellRunLedger ledger;

    ShellRuns(Session session) {
        this.session = session;
        this.ledger = session.requestedRuns().ofShell();
    }

    void record() {
        List<Long> runs = ledger.unrecorded(MOST);
        if (!runs.isEmpty()) {
            Map<Long, JobStanding> standings = session.standing().ofRuns(runs);
            ledger.add(runs.stream()
                    .sorted()
                    .filter(standings::containsKey)
                    .map(run -> ending(Objects.requireNonNull(standings.get(run))))
                    .toList());
        }
        Map<Long, String> unfinished = ledger.unfinished();
        if (!unfinished.isEmpty()) {
            session.standing()
                    .ofRuns(unfinished.keySet())
                    .forEach((run, standing) ->
                            ledger.endedAgain(Objects.requireNonNull(unfinished.get(run)), ending(standing)));
        }
    }

    private static Ending ending(JobStanding standing) {
        Map<ClipState, Integer> states = standing.states();
        if (states.keySet().stream().anyMatch(ClipState::isOpen)) {
            return new Ending(standing.run(), State.STOPPED, RunOutcome.INTERRUPTED.exitCode());
        }
        int missing = standing.invalidRows()
                - standing.accepted()
                + states.entrySet().stream()
                        .filter(clips -> clips.getKey().isProblem())
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        return missing > 0
                ? new Ending(standing.run(), State.INCOMPLETE, RunOutcome.NOT_ALL_DELIVERED.exitCode())
                : new Ending(standing.run(), State.COMPLETED, RunOutcome.DELIVERED.exitCode());
    }
}

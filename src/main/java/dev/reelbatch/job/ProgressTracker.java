package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.time.Time;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The progress of an execution, from the moves of its clips. */
final class ProgressTracker {

    private final PreparedRun prepared;
    private final Account account;
    private final StopSignal stop;
    private final Time time;
    private final StateCounts stateCounts;
    private final EtaEstimator end;

    ProgressTracker(PreparedRun prepared, Account account, StopSignal stop, Time time) {
        this.prepared = prepared;
        this.account = account;
        this.stop = stop;
        this.time = time;
        RunLimits limits = prepared.plan().limits();
        this.stateCounts = new StateCounts(prepared.run().id());
        this.end = new EtaEstimator(prepared.run().id(), limits.rate(), limits.maxInFlight(), time);
    }

    /** Returns the listeners that must hear every move from now on. */
    List<ClipTransition.Listener> listeners() {
        return List.of(stateCounts, end);
    }

    /** Starts over from the ledger's present state. */
    void start(Ledgers ledgers) {
        stateCounts.set(ledgers.rows().states(prepared.run().id()));
        end.startOver();
        end.start(EtaStart.of(prepared, ledgers, time));
    }

    /** Returns the present number of clips by state. */
    Map<ClipState, Integer> states() {
        return stateCounts.states();
    }

    /** Returns the present progress. */
    RunProgress now(Instant since, Cost cost) {
        Optional<SlowdownReason> stopped =
                stop.first().map(cause -> new SlowdownReason(SlowdownReason.Kind.STOPPED, cause.message()));
        boolean submitting = stopped.isEmpty() && end.toSubmit() > 0;
        Instant asOf = time.now();
        return new RunProgress(
                prepared.run().job().name(),
                prepared.plan().backend().isRehearsal(),
                since,
                asOf,
                stateCounts.states(),
                cost,
                submitting ? end.perMinute() : 0,
                prepared.plan().limits().rate(),
                stopped.orElseGet(() -> account.slowdown().reason(submitting, tasksUnderWay())),
                end.left(stopped.isEmpty())
                        .filter(left -> !stop.isStopped())
                        .map(time::onWallClock)
                        .map(asOf::plus)
                        .orElse(null));
    }

    private int tasksUnderWay() {
        return stateCounts.states().entrySet().stream()
                .filter(entry -> entry.getKey().isInFlight())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}

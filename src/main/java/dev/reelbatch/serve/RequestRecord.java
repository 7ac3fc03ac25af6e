package dev.reelbatch.serve;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunLedger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records what becomes of a requested run, and tells those who watch it. */
final class RequestRecord {

    private static final int REFUSED = 2; // as a shell's run that is refused

    private final String id;
    private final RequestedRunLedger ledger;
    private final Map<Consumer<RunProgress>, Runnable> watchers = new LinkedHashMap<>(); // with what follows the end
    private volatile @Nullable RunProgress progress;
    private boolean isOver; // guarded by watchers

    RequestRecord(String id, RequestedRunLedger ledger) {
        this.id = id;
        this.ledger = ledger;
    }

    void onProgress(RunProgress runProgress) {
        progress = runProgress;
        watchers().keySet().forEach(watcher -> watcher.accept(runProgress));
    }

    void ended(RunResult result) {
        boolean delivered = result.ending() == RunOutcome.DELIVERED;
        ledger.end(
                id,
                delivered ? RequestedRun.State.COMPLETED : RequestedRun.State.INCOMPLETE,
                result.run().id(),
                result.ending().exitCode(),
                delivered ? null : String.join("\n", result.news()));
    }

    void refused(RuntimeException why) {
        ledger.end(id, RequestedRun.State.INCOMPLETE, null, REFUSED, RefusedRun.text(why, ledger.hasBegun(id)));
    }

    void stopped(String why) {
        ledger.end(id, RequestedRun.State.STOPPED, null, RunOutcome.INTERRUPTED.exitCode(), why);
    }

    /** Tells those who watch it that it is over, or waits for approval; nobody joins any more. */
    void tellOfEnd() {
        synchronized (watchers) {
            isOver = true;
        }
        watchers().values().forEach(Runnable::run);
    }

    private Map<Consumer<RunProgress>, Runnable> watchers() {
        synchronized (watchers) {
            return new LinkedHashMap<>(watchers);
        }
    }

    /** Returns the latest progress; null before the first. */
    @Nullable RunProgress progress() {
        return progress;
    }

    /** Returns false if it is over. */
    boolean watch(Consumer<RunProgress> watcher, Runnable ended) {
        synchronized (watchers) {
            if (!isOver) {
                watchers.put(watcher, ended);
            }
            return !isOver;
        }
    }

    void forget(Consumer<RunProgress> watcher) {
        synchronized (watchers) {
            watchers.remove(watcher);
        }
    }
}

package dev.reelbatch.download;

import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.ledger.StaleClipException;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Downloads every GENERATED clip of the home on one API as soon as possible, those that a run waits for first. A failed
 * download is tried again later and occupies no place until then. Clips that earlier runs gave up are tried once more
 * when nothing else needs the place.
 *
 * <p>One downloader serves all runs of a process. It ends when polling is over for all of them and nothing is left to
 * fetch, or when the process stops.
 */
public final class Downloader implements ClipTransition.Listener {

    private static final Duration FOR_OPEN_DOWNLOADS = Duration.ofSeconds(2);

    private final ClipDownload download;
    private final StopSignal stop;
    private final Time time;
    private final WorkerPool workerPool;
    private final ChangeSignal changeSignal;
    private final DownloadQueue queue;
    private final Duration restAfter;
    private boolean look = true;
    private boolean idle;

    /**
     * @param api name of the API
     * @param runs ids of the running runs
     */
    public Downloader(
            String api,
            ClipDownload download,
            DownloadLedger ledger,
            DownloadSettings settings,
            Supplier<Set<Long>> runs,
            StopSignal stop,
            Time time) {
        this.download = download;
        this.stop = stop;
        this.time = time;
        this.changeSignal = new ChangeSignal(time);
        this.restAfter = settings.restAfter();
        this.queue = new DownloadQueue(api, settings.parallel(), ledger, runs);
        this.workerPool = new WorkerPool("download", settings.parallel(), time);
        stop.onStop(this::wake);
    }

    @Override
    public void moved(ClipTransition move) {
        if (move.to() == ClipState.GENERATED) {
            wake();
        }
    }

    /** Wakes the downloader after a change, so that it checks again whether there is work. */
    public void wake() {
        changeSignal.change(() -> {
            look = true;
            idle = false;
        });
    }

    /** Runs until downloading is over or stopped; downloads in progress are resumed at the next start. */
    public void run() throws InterruptedException {
        try (workerPool) {
            fetchUntilOver();
            Duration patience = stop.isStopped() ? FOR_OPEN_DOWNLOADS : Duration.ZERO; // no run waits for the others
            if (!workerPool.awaitIdle(WorkerPool.GiveUp.after(patience, time))) {
                download.abort();
                workerPool.awaitIdle(WorkerPool.GiveUp.after(FOR_OPEN_DOWNLOADS, time));
            }
            workerPool.check();
        } catch (RuntimeException | Error e) {
            stop.brokeDown(e);
            throw e;
        }
    }

    private void fetchUntilOver() throws InterruptedException {
        queue.lookUpGivenUp(time.now().minus(restAfter));
        while (!download.isEnding()) {
            workerPool.check();
            refillQueue();
            handOut();
            if (queue.isEmpty()) {
                changeSignal.locked(() -> idle = !look);
            }
            if (!download.isEnding()) {
                changeSignal.awaitChange(this::untilNext);
            }
        }
    }

    /** Asks the ledger for work, but not while enough is queued: the ledger reads and sorts all that wait. */
    private void refillQueue() {
        queue.refill(changeSignal.locked(this::takeLook));
    }

    private boolean takeLook() {
        boolean changedSince = look;
        look = false;
        return changedSince;
    }

    private void handOut() throws InterruptedException {
        while (workerPool.awaitFree(download::isEnding)) {
            PendingClip next = queue.next(time.nanos());
            if (next == null || download.isEnding()) {
                return;
            }
            workerPool.hand(() -> attempt(next));
        }
    }

    private void attempt(PendingClip pending) {
        boolean settled = false;
        try {
            settled = download.attempt(pending);
        } catch (StaleClipException e) {
            if (!pending.wasGivenUp()) {
                throw e;
            }
            settled = true; // its run has resumed it in the meantime
        }
        if (settled) {
            queue.finished(pending);
        } else {
            pending.dueAt(time.nanos() + pending.nextWait().toNanos());
            queue.later(pending);
        }
        wake();
    }

    /** Returns whether no known clip is left to fetch. */
    boolean isIdle() {
        return changeSignal.locked(() -> idle);
    }

    /**
     * Clips whose videos could not be fetched yet and are tried again later.
     *
     * @param clips number of clips
     * @param last error of the clip that is tried next
     * @param next time until that try
     */
    public record Delay(int clips, ClipError last, Duration next) {}

    /** Returns the delay of the clips that running runs wait for; empty if none waits. */
    public Optional<Delay> delay() {
        long now = time.nanos();
        List<PendingClip> waiting = queue.postponed();
        return waiting.stream().findFirst().flatMap(next -> Optional.ofNullable(next.last())
                .map(clipError ->
                        new Delay(waiting.size(), clipError, Duration.ofNanos(Math.max(0, next.dueAt() - now)))));
    }

    private Duration untilNext() {
        @Nullable Long due = queue.nextDue();
        if (look) {
            return Duration.ZERO;
        }
        return due == null ? ChangeSignal.LONGEST_WAIT : Duration.ofNanos(Math.max(1, due - time.nanos()));
    }
}

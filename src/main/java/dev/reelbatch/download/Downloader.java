package dev.reelbatch.download;

import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.StaleClipException;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Downloads every GENERATED clip of the home on one API as soon as it is there, those that a run waits for
 * first. What failed is tried again later, and holds no place until then. What earlier runs gave up is tried
 * once more where nothing else wants the place.
 *
 * <p>One serves all runs of a process. Ends when it is over for all of them, or when all is stopped.
 */
public final class Downloader implements ClipTransition.Listener {

    private static final Duration FOR_OPEN_DOWNLOADS = Duration.ofSeconds(2);

    private final ClipDownload download;
    private final DownloadCollaborators with;
    private final StopSignal stop;
    private final Time time;
    private final BooleanSupplier over;
    private final WorkerPool workerPool;
    private final ChangeSignal changeSignal;
    private final DownloadQueue queue;
    private final Duration restAfter;
    private boolean look = true;
    private boolean idle;

    public Downloader(String api, DownloadSettings settings, DownloadCollaborators with, BooleanSupplier over) {
        this.with = with;
        this.stop = with.stop();
        this.time = with.time();
        this.changeSignal = new ChangeSignal(time);
        this.over = over;
        this.restAfter = settings.restAfter();
        this.download = new ClipDownload(with, settings, this::isEnding);
        this.queue = new DownloadQueue(api, settings.parallel(), with.ledger(), with.runs());
        this.workerPool = new WorkerPool("download", settings.parallel(), time);
        stop.onStop(this::wake);
    }

    private boolean isEnding() {
        return stop.isStopped() || over.getAsBoolean();
    }

    @Override
    public void moved(ClipTransition move) {
        if (move.to() == ClipState.GENERATED) {
            wake();
        }
    }

    /** Something changed: looks again whether there is anything to do. */
    public void wake() {
        changeSignal.change(() -> {
            look = true;
            idle = false;
        });
    }

    /** Runs until it is over, or all is stopped; what is under way then is fetched again at the next start. */
    public void run() throws InterruptedException {
        try (workerPool) {
            fetchUntilOver();
            Duration patience = stop.isStopped() ? FOR_OPEN_DOWNLOADS : Duration.ZERO; // no run waits for the others
            if (!workerPool.awaitIdle(WorkerPool.GiveUp.after(patience, time))) {
                with.videos().abortOpenCalls();
                with.api().abortOpenCalls();
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
        while (!isEnding()) {
            workerPool.check();
            lookUp();
            handOut();
            if (queue.isEmpty()) {
                changeSignal.locked(() -> idle = !look);
            }
            if (!isEnding()) {
                changeSignal.awaitChange(this::untilNext);
            }
        }
    }

    /** Not while there is enough to do: the ledger reads and sorts all that wait. */
    private void lookUp() {
        queue.lookUp(changeSignal.locked(this::takeLook));
    }

    private boolean takeLook() {
        boolean changedSince = look;
        look = false;
        return changedSince;
    }

    private void handOut() throws InterruptedException {
        while (workerPool.awaitFree(this::isEnding)) {
            PendingClip next = queue.next(time.nanos());
            if (next == null || isEnding()) {
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
            settled = true; // its run has brought it back meanwhile
        }
        if (settled) {
            queue.settled(pending);
        } else {
            pending.dueAt(time.nanos() + pending.nextWait().toNanos());
            queue.later(pending);
        }
        wake();
    }

    /** Whether nothing is left to fetch that is known of. */
    boolean isIdle() {
        return changeSignal.locked(() -> idle);
    }

    /**
     * Clips whose videos could not be fetched yet, and are tried again later.
     *
     * @param clips how many
     * @param last what went wrong with the one that is tried next
     * @param next until then
     */
    public record Delay(int clips, ClipError last, Duration next) {}

    /** What those are that the runs that go on wait for; empty if none waits. */
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

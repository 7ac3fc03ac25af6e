package dev.reelbatch.download;

import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.StaleClipException;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration FOR_OPEN_DOWNLOADS = Duration.ofSeconds(2);

    private final ClipDownload download;
    private final DownloadCollaborators with;
    private final StopSignal stop;
    private final Time time;
    private final BooleanSupplier over;
    private final WorkerPool workerPool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DownloadQueue queue;
    private final Duration restAfter;
    private boolean look = true;
    private boolean idle;

    public Downloader(String api, DownloadSettings settings, DownloadCollaborators with, BooleanSupplier over) {
        this.with = with;
        this.stop = with.stop();
        this.time = with.time();
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
        lock.lock();
        try {
            look = true;
            idle = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
                restIfNothingNew();
            }
            if (!isEnding()) {
                awaitChange();
            }
        }
    }

    /** Not while there is enough to do: the ledger reads and sorts all that wait. */
    private void lookUp() {
        boolean changedSince;
        lock.lock();
        try {
            changedSince = look;
            look = false;
        } finally {
            lock.unlock();
        }
        queue.lookUp(changedSince);
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

    private void restIfNothingNew() {
        lock.lock();
        try {
            idle = !look;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left to fetch that is known of. */
    boolean isIdle() {
        lock.lock();
        try {
            return idle;
        } finally {
            lock.unlock();
        }
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

    private void awaitChange() throws InterruptedException {
        Duration wait = GLANCE;
        long now = time.nanos();
        @Nullable Long due = queue.nextDue();
        if (due != null && due - now < GLANCE.toNanos()) {
            wait = Duration.ofNanos(Math.max(1, due - now));
        }
        lock.lock();
        try {
            if (!look) {
                time.await(changed, wait);
            }
        } finally {
            lock.unlock();
        }
    }
}

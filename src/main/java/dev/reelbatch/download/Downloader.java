package dev.reelbatch.download;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipMove;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.DownloadLedger;
import dev.reelbatch.pump.Pump;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Downloads every GENERATED clip of the home on one API as soon as it is there.
 *
 * <p>One serves all runs of a process. Ends when it is over for all of them, or when all is stopped.
 */
public final class Downloader implements ClipMove.Listener {

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final int LOOKED_UP = 2000;
    private static final Duration FOR_OPEN_DOWNLOADS = Duration.ofSeconds(2);

    private final String api;
    private final int parallel;
    private final DownloadLedger ledger;
    private final ClipDownload download;
    private final DownloadCollaborators with;
    private final StopSignal stop;
    private final Time time;
    private final BooleanSupplier over;
    private final Pump pump;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Long> inHand = new HashSet<>();
    private final Deque<Clip> waiting = new ArrayDeque<>(); // of the downloader's own thread
    private volatile Runnable whenIdle = () -> {};
    private boolean look = true;
    private boolean idle;

    /** @param parallel downloads under way at once, at most */
    public Downloader(String api, int parallel, DownloadCollaborators with, BooleanSupplier over) {
        this.api = api;
        this.parallel = parallel;
        this.with = with;
        this.ledger = with.ledger();
        this.download = new ClipDownload(with);
        this.stop = with.stop();
        this.time = with.time();
        this.over = over;
        this.pump = new Pump("download", parallel, time);
        stop.onStop(this::wake);
    }

    @Override
    public void moved(ClipMove move) {
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
        try (pump) {
            fetchUntilOver();
            if (!pump.awaitIdle(Pump.GiveUp.after(FOR_OPEN_DOWNLOADS, time))) {
                with.videos().abortOpenCalls();
                with.api().abortOpenCalls();
                pump.awaitIdle(Pump.GiveUp.after(FOR_OPEN_DOWNLOADS, time));
            }
            pump.check();
        } catch (RuntimeException | Error e) {
            stop.brokeDown(e);
            throw e;
        }
    }

    private void fetchUntilOver() throws InterruptedException {
        while (!stop.isStopped()) {
            pump.check();
            boolean allDone = isNothingInHand();
            if (handOut() == 0 && allDone) {
                restIfNothingNew();
            }
            if (over.getAsBoolean()) {
                return;
            }
            if (waiting.isEmpty()) {
                awaitChange();
            }
        }
    }

    private boolean isNothingInHand() {
        lock.lock();
        try {
            return inHand.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void restIfNothingNew() {
        lock.lock();
        try {
            idle = !look;
        } finally {
            lock.unlock();
        }
        whenIdle.run();
    }

    /** Whether nothing is left to fetch that is known of. */
    public boolean isIdle() {
        lock.lock();
        try {
            return idle;
        } finally {
            lock.unlock();
        }
    }

    /** Runs, on the downloader's own thread, after the last download. */
    public void whenIdle(Runnable listener) {
        whenIdle = listener;
    }

    /** Hands out what waits, one for each worker at most. Returns how many. */
    private int handOut() throws InterruptedException {
        if (waiting.isEmpty()) {
            waiting.addAll(lookUp());
        }
        int handed = 0;
        while (handed < parallel && !waiting.isEmpty() && pump.awaitFree(stop::isStopped)) {
            hand(waiting.remove());
            handed++;
        }
        return handed;
    }

    /** So many at once that the ledger, which reads and sorts all that wait, is seldom asked by a long sheet. */
    private List<Clip> lookUp() {
        Set<Long> inHandBefore; // those settled while the ledger is asked are still in its answer
        lock.lock();
        try {
            look = false;
            inHandBefore = Set.copyOf(inHand);
        } finally {
            lock.unlock();
        }
        return ledger.generated(api, LOOKED_UP + inHandBefore.size()).stream()
                .filter(clip -> !inHandBefore.contains(clip.id()))
                .toList();
    }

    private void hand(Clip clip) {
        lock.lock();
        try {
            inHand.add(clip.id());
        } finally {
            lock.unlock();
        }
        pump.hand(() -> {
            download.deliver(clip);
            done(clip);
        });
    }

    private void done(Clip clip) {
        lock.lock();
        try {
            inHand.remove(clip.id());
        } finally {
            lock.unlock();
        }
        wake();
    }

    private void awaitChange() throws InterruptedException {
        lock.lock();
        try {
            if (!look) {
                time.await(changed, GLANCE);
            }
        } finally {
            lock.unlock();
        }
    }
}

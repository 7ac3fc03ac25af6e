package dev.reelbatch.poll;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls every open task of the home on one API, whichever run paid for it, each when it is due. Those that
 * earlier runs gave up are asked for once, where nothing else is due.
 *
 * <p>One serves all runs of a process. Ends when it is over for all of them, or when all is stopped.
 */
public final class Poller implements ClipTransition.Listener {

    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final String api;
    private final PollLedger ledger;
    private final PollSettings settings;
    private final PollTimes times;
    private final StatusChecker statusChecker;
    private final BooleanSupplier over;
    private final ApiSilence apiSilence;
    private final StopSignal stop;
    private final Time time;
    private final WorkerPool workerPool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<ScheduledPoll> schedule = new PriorityQueue<>();
    private final Queue<OpenTask> givenUp = new ArrayDeque<>(); // of the poller's own thread
    private final Supplier<Set<Long>> runs;
    private final Map<Long, ScheduledPoll> known = new HashMap<>();
    private final Set<Long> arrived = new HashSet<>();
    private boolean looking = true;
    private long nextQuestionAt = Long.MIN_VALUE;

    public Poller(String api, PollLedger ledger, PollSettings settings, PollCollaborators with, BooleanSupplier over) {
        this.api = api;
        this.ledger = ledger;
        this.settings = settings;
        this.over = over;
        this.runs = with.runs();
        this.apiSilence = with.patience();
        this.stop = with.stop();
        this.time = with.time();
        RecentDurations latest = new RecentDurations(model -> ledger.generationTimes(model, api));
        this.times = new PollTimes(settings, latest, time);
        this.statusChecker = new StatusChecker(ledger, settings, latest, with);
        this.workerPool = new WorkerPool("poll", settings.parallel(), time);
        stop.onStop(this::wake);
    }

    @Override
    public void moved(ClipTransition move) {
        if (move.to() == ClipState.SUBMITTED || move.to() == ClipState.IN_DOUBT) {
            lock.lock();
            try {
                arrived.add(move.clipId());
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Something outside changed: looks again whether there is anything left to do. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs until it is over, or all is stopped; what is not answered then is asked again at the next start. */
    public void run() throws InterruptedException {
        try (workerPool) {
            askUntilOver();
            statusChecker.abort();
            workerPool.awaitIdle(WorkerPool.GiveUp.after(GLANCE, time));
            workerPool.check();
        } catch (RuntimeException | Error e) {
            stop.brokeDown(e); // or submitting would wait for places in flight that never come free
            throw e;
        }
    }

    private void askUntilOver() throws InterruptedException {
        schedule(ledger.open(api));
        givenUp.addAll(ledger.timedOutOfOthers(api, runs.get(), time.now().minus(settings.restAfter())));
        while (!stop.isStopped()) {
            workerPool.check();
            scheduleArrivals();
            if (over.getAsBoolean()) {
                return;
            }
            askWhatIsDue();
            apiSilence.check();
        }
    }

    /** Whether no task is open that is known of. */
    boolean isIdle() {
        lock.lock();
        try {
            return known.isEmpty() && arrived.isEmpty() && !looking;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a task is still looked for that the API named in a refusal. */
    public boolean isLookingForTasks() {
        lock.lock();
        try {
            return looking
                    || !arrived.isEmpty()
                    || known.values().stream().anyMatch(scheduledPoll -> scheduledPoll.task.isDoubted());
        } finally {
            lock.unlock();
        }
    }

    /** What the API says of tasks in words that are not known; null if nothing. */
    public @Nullable String unknownWords() {
        return statusChecker.unknownWords();
    }

    /** Not the list of all open tasks, which may be as long as the sheet, for each one that arrives. */
    private void scheduleArrivals() {
        List<Long> clips;
        lock.lock();
        try {
            clips = newArrivals();
            if (clips.isEmpty()) {
                return;
            }
            clips.forEach(arrived::remove);
            looking = true;
        } finally {
            lock.unlock();
        }
        schedule(ledger.open(api, clips));
    }

    private void schedule(List<OpenTask> tasks) {
        times.untilFirst(tasks).forEach(this::add);
        lock.lock();
        try {
            looking = false;
        } finally {
            lock.unlock();
        }
    }

    /** One that is still known waits: it was seen before it arrived, or is just being settled. */
    private List<Long> newArrivals() {
        return arrived.stream().filter(clip -> !known.containsKey(clip)).toList();
    }

    private void add(OpenTask task, Duration wait) {
        ScheduledPoll scheduledPoll = new ScheduledPoll(task, time.nanos() + wait.toNanos());
        lock.lock();
        try {
            known.put(task.clipId(), scheduledPoll);
            schedule.add(scheduledPoll);
        } finally {
            lock.unlock();
        }
    }

    private void askWhatIsDue() throws InterruptedException {
        ScheduledPoll due = awaitDue();
        if (due == null) {
            return;
        }
        if (workerPool.awaitFree(stop::isStopped) && !stop.isStopped()) {
            workerPool.hand(() -> ask(due));
        }
    }

    private @Nullable ScheduledPoll awaitDue() throws InterruptedException {
        lock.lock();
        try {
            ScheduledPoll next = schedule.peek();
            long now = time.nanos();
            long at = next == null
                    ? Long.MAX_VALUE
                    : Math.max(next.dueAt, Math.max(nextQuestionAt, statusChecker.heldUntil()));
            if (next != null && at <= now) {
                nextQuestionAt = now + settings.spacing().toNanos();
                return schedule.poll();
            } else if (!givenUp.isEmpty() && Math.max(nextQuestionAt, statusChecker.heldUntil()) <= now) {
                nextQuestionAt = now + settings.spacing().toNanos();
                return new ScheduledPoll(givenUp.remove(), now); // once, where nothing else is due
            }
            if (newArrivals().isEmpty()) {
                long until = givenUp.isEmpty() ? at : Math.max(nextQuestionAt, statusChecker.heldUntil());
                time.await(changed, until == Long.MAX_VALUE ? GLANCE : min(GLANCE, Duration.ofNanos(until - now)));
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private void ask(ScheduledPoll scheduledPoll) {
        if (scheduledPoll.task.isTimedOut()) {
            statusChecker.askOnce(scheduledPoll.task);
            return;
        }
        boolean settled = statusChecker.ask(scheduledPoll);
        lock.lock();
        try {
            if (settled) {
                known.remove(scheduledPoll.task.clipId());
            } else {
                scheduledPoll.dueAt =
                        time.nanos() + times.untilNext(scheduledPoll.task).toNanos();
                schedule.add(scheduledPoll);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

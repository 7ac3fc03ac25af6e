package dev.reelbatch.poll;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.LostAnswers;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.stage.WorkerPool;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Polls every open task of the home on one API, whichever run paid for it, each when it is due. Tasks that earlier runs
 * gave up are polled once, when nothing else is due.
 *
 * <p>One poller serves all runs of a process. It ends when submitting is over for all of them and no task is open, or
 * when the process stops.
 */
public final class Poller implements ClipTransition.Listener {

    private static final Duration FOR_OPEN_CALLS = Duration.ofSeconds(1);

    private final String api;
    private final TasksClient tasksClient;
    private final PollLedger ledger;
    private final PollSettings settings;
    private final PollTimes times;
    private final StatusAnswerRules rules;
    private final StatusChecker statusChecker;
    private final BooleanSupplier over;
    private final ApiSilence apiSilence;
    private final StopSignal stop;
    private final Time time;
    private final WorkerPool workerPool;
    private final ChangeSignal changeSignal;
    private final PollQueue queue;
    private final Supplier<Set<Long>> runs;
    private final Map<Long, ScheduledPoll> known = new HashMap<>();
    private final Set<Long> arrived = new HashSet<>();
    private boolean looking = true;

    /**
     * @param api name of the API
     * @param mayTake returns how long a task of a request, in JSON, may take off-peak; zero if it is no such request
     * @param runs ids of the running runs
     * @param over true once submitting is over for all runs
     */
    public Poller(
            String api,
            TasksClient tasksClient,
            PollLedger ledger,
            LostAnswers lostAnswers,
            PollSettings settings,
            Function<String, Duration> mayTake,
            Supplier<Set<Long>> runs,
            ApiSilence apiSilence,
            BooleanSupplier over,
            StopSignal stop,
            Time time) {
        this.api = api;
        this.tasksClient = tasksClient;
        this.ledger = ledger;
        this.settings = settings;
        this.runs = runs;
        this.apiSilence = apiSilence;
        this.over = over;
        this.stop = stop;
        this.time = time;
        this.changeSignal = new ChangeSignal(time);
        RecentDurations latest = new RecentDurations(model -> ledger.generationTimes(model, api));
        this.times = new PollTimes(settings, latest, time);
        this.rules = new StatusAnswerRules(apiSilence, stop, time);
        AnswerLookup answerLookup = new AnswerLookup(
                tasksClient,
                lostAnswers,
                settings.lookupFor(),
                apiSilence.limit(),
                rules,
                new AnswerHistory(ledger, time),
                stop,
                time);
        this.statusChecker =
                new StatusChecker(tasksClient, ledger, settings, latest, answerLookup, rules, mayTake, stop, time);
        this.queue = new PollQueue(settings.spacing(), rules);
        this.workerPool = new WorkerPool("poll", settings.parallel(), time);
        stop.onStop(changeSignal::signal);
    }

    @Override
    public void moved(ClipTransition move) {
        if (move.to() == ClipState.SUBMITTED || move.to() == ClipState.IN_DOUBT) {
            changeSignal.change(() -> arrived.add(move.clipId()));
        }
    }

    /** Wakes the poller after a change elsewhere, so that it checks again whether anything is left to do. */
    public void wake() {
        changeSignal.signal();
    }

    /** Runs until polling is over or stopped; tasks without an answer by then are polled again at the next start. */
    public void run() throws InterruptedException {
        try (workerPool) {
            askUntilOver();
            tasksClient.abortOpenCalls(); // which loses nothing
            workerPool.awaitIdle(WorkerPool.GiveUp.after(FOR_OPEN_CALLS, time));
            workerPool.check();
            ledger.writeHistory();
        } catch (RuntimeException | Error e) {
            stop.brokeDown(e); // otherwise submitting would wait for places in flight that never become free
            throw e;
        }
    }

    private void askUntilOver() throws InterruptedException {
        schedule(ledger.open(api));
        queue.addGivenUp(
                ledger.timedOutTasks().ofOthers(api, runs.get(), time.now().minus(settings.restAfter())));
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

    /** Returns whether no open task is known. */
    boolean isIdle() {
        return changeSignal.locked(() -> known.isEmpty() && arrived.isEmpty() && !looking);
    }

    /** Returns whether the poller still looks for the task of one of these clips, which are or were in doubt. */
    public boolean isLookingFor(Set<Long> clips) {
        return !clips.isEmpty()
                && changeSignal.locked(() -> looking || clips.stream().anyMatch(this::isLookingFor));
    }

    private boolean isLookingFor(long clip) {
        ScheduledPoll scheduledPoll = known.get(clip);
        return arrived.contains(clip) || scheduledPoll != null && scheduledPoll.task.isDoubted();
    }

    /** Returns the number of clips whose submission is being looked up, because its answer was lost. */
    public int lookups() {
        return changeSignal.locked(() ->
                (int) known.values().stream().filter(poll -> poll.task.isLost()).count());
    }

    /** Returns a sentence about the task states in words that are unknown; null if there are none. */
    public @Nullable String unknownStatuses() {
        return statusChecker.unknownStatuses();
    }

    /** Schedules only new arrivals, since the list of all open tasks may be as long as the sheet. */
    private void scheduleArrivals() {
        List<Long> clips = changeSignal.locked(this::takeNewArrivals);
        if (!clips.isEmpty()) {
            schedule(ledger.open(api, clips));
        }
    }

    private List<Long> takeNewArrivals() {
        List<Long> clips = newArrivals();
        clips.forEach(arrived::remove);
        looking |= !clips.isEmpty();
        return clips;
    }

    private void schedule(List<OpenTask> tasks) {
        times.untilFirst(tasks).forEach(this::add);
        changeSignal.change(() -> looking = false);
    }

    /**
     * Returns the new arrivals. A task that is still known waits: it was seen before it arrived, or is just being
     * recorded.
     */
    private List<Long> newArrivals() {
        return arrived.stream().filter(clip -> !known.containsKey(clip)).toList();
    }

    private void add(OpenTask task, Duration wait) {
        ScheduledPoll scheduledPoll = new ScheduledPoll(task, time.nanos() + wait.toNanos());
        changeSignal.change(() -> {
            known.put(task.clipId(), scheduledPoll);
            queue.add(scheduledPoll);
        });
    }

    private void askWhatIsDue() throws InterruptedException {
        Optional<ScheduledPoll> due = changeSignal.locked(() -> queue.take(time.nanos()));
        if (due.isEmpty()) {
            changeSignal.awaitChange(this::untilDue);
        } else if (workerPool.awaitFree(stop::isStopped) && !stop.isStopped()) {
            workerPool.hand(() -> ask(due.get()));
        }
    }

    private Duration untilDue() {
        return newArrivals().isEmpty() ? queue.untilNext(time.nanos()) : Duration.ZERO;
    }

    private void ask(ScheduledPoll scheduledPoll) {
        if (scheduledPoll.task.isTimedOut()) {
            statusChecker.askOnce(scheduledPoll.task);
            return;
        }
        boolean settled = statusChecker.ask(scheduledPoll);
        changeSignal.change(() -> {
            if (settled) {
                known.remove(scheduledPoll.task.clipId());
            } else {
                scheduledPoll.dueAt =
                        time.nanos() + times.untilNext(scheduledPoll.task).toNanos();
                queue.add(scheduledPoll);
            }
        });
    }
}

package dev.reelbatch.poll;

import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.PollLedger;
import dev.reelbatch.ledger.StaleClipException;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests a task's status and records the result. A failed call is never a failed task. */
final class StatusChecker {

    private static final Logger log = LoggerFactory.getLogger(StatusChecker.class);
    private static final int EMPTY_SUCCESSES = 5;

    /** Number of answers that confirm an end without a video: APIs have withdrawn the first one. */
    private static final int SAYS_SO = 2;

    private static final int FIND_TRIES = 5;
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private final TasksClient api;
    private final PollLedger ledger;
    private final PollSettings settings;
    private final RecentDurations latest;
    private final AnswerLookup answerLookup;
    private final StatusAnswerRules rules;
    private final Function<String, Duration> mayTake;
    private final StopSignal stop;
    private final Time time;
    private final AnswerHistory history;
    private final UnknownStatuses unknownStatuses = new UnknownStatuses();

    StatusChecker(
            TasksClient api,
            PollLedger ledger,
            PollSettings settings,
            RecentDurations latest,
            AnswerLookup answerLookup,
            StatusAnswerRules rules,
            Function<String, Duration> mayTake,
            StopSignal stop,
            Time time) {
        this.api = api;
        this.ledger = ledger;
        this.settings = settings;
        this.latest = latest;
        this.answerLookup = answerLookup;
        this.rules = rules;
        this.mayTake = mayTake;
        this.stop = stop;
        this.time = time;
        this.history = new AnswerHistory(ledger, time);
    }

    /** Returns a sentence about the task states in words that are unknown; null if there are none. */
    @Nullable String unknownStatuses() {
        return unknownStatuses.message();
    }

    /** Requests the task's status. Returns whether the task has ended and need not be polled again. */
    boolean ask(ScheduledPoll scheduledPoll) {
        if (scheduledPoll.firstAskedAt == null) {
            scheduledPoll.firstAskedAt = time.nanos();
        }
        if (scheduledPoll.task.isLost()) {
            return answerLookup.isSettled(scheduledPoll);
        }
        if (scheduledPoll.task.isDoubted()) {
            return find(scheduledPoll);
        }
        StatusAnswer answer = api.status(scheduledPoll.task.taskId());
        CrashPoint.BEFORE_STATUS_RECORDED.reach();
        if (stop.isStopped()) {
            return true; // the task is polled again at the next start
        }
        history.add(scheduledPoll.task, answer);
        rules.apply(answer);
        boolean settled = isSettled(scheduledPoll, answer) || giveUpInTime(scheduledPoll);
        if (settled) {
            unknownStatuses.forget(scheduledPoll.task.clipId());
        }
        return settled;
    }

    private boolean isSettled(ScheduledPoll scheduledPoll, StatusAnswer answer) {
        boolean ended = answer instanceof StatusAnswer.Ended;
        scheduledPoll.ends =
                ended ? scheduledPoll.ends + 1 : answer instanceof StatusAnswer.Unanswered ? scheduledPoll.ends : 0;
        if (answer instanceof StatusAnswer.Succeeded success) {
            return succeeded(scheduledPoll, success);
        } else if (answer instanceof StatusAnswer.Ended end && scheduledPoll.ends >= SAYS_SO) {
            Instant finished = finished(scheduledPoll.task, end.finishTime());
            ledger.failed(scheduledPoll.task, fault(end), finished);
            return true;
        } else if (answer instanceof StatusAnswer.Running running) {
            stillRunning(scheduledPoll, running);
        }
        return false;
    }

    /**
     * Looks for a task that a refusal named. Only an answer that names it as well confirms that it exists; any other
     * may come a moment too early, so a young task is polled several times.
     */
    private boolean find(ScheduledPoll scheduledPoll) {
        StatusAnswer answer = api.find(scheduledPoll.task.taskId());
        if (stop.isStopped()) {
            return true;
        }
        history.add(scheduledPoll.task, answer);
        rules.applyOfDoubted(answer);
        boolean exists = answer instanceof StatusAnswer.Succeeded
                || answer instanceof StatusAnswer.Ended
                || answer instanceof StatusAnswer.Running running && running.known();
        if (exists) {
            ledger.found(scheduledPoll.task); // a new arrival, which is then polled like any other
            return true;
        }
        boolean young =
                Duration.between(scheduledPoll.task.submittedAt(), time.now()).compareTo(YOUNG) < 0;
        boolean reached = !(answer instanceof StatusAnswer.Unanswered none) || none.reached();
        return reached && ++scheduledPoll.notFound >= (young ? FIND_TRIES : 1);
    }

    /**
     * Polls once a task that an earlier run gave up: only its end changes anything, and a denial says nothing about
     * other tasks.
     */
    void askOnce(OpenTask task) {
        StatusAnswer answer = api.status(task.taskId());
        if (stop.isStopped()) {
            return;
        }
        history.add(task, answer);
        try {
            if (answer instanceof StatusAnswer.Succeeded success
                    && !success.urls().isEmpty()) {
                ledger.generated(task, success.urls(), finished(task, success.finishTime()));
            } else if (answer instanceof StatusAnswer.Ended end) {
                ledger.failed(task, fault(end), finished(task, end.finishTime()));
            } else if (answer instanceof StatusAnswer.Unanswered none) {
                rules.unanswered(none);
            }
        } catch (StaleClipException e) {
            log.info("Task {} has been resumed by its own run in the meantime", task.taskId());
        }
    }

    private static ClipError fault(StatusAnswer.Ended end) {
        return new ClipError(null, end.word().toLowerCase(Locale.ROOT), end.message());
    }

    private boolean succeeded(ScheduledPoll scheduledPoll, StatusAnswer.Succeeded success) {
        List<String> urls = success.urls();
        if (urls.isEmpty() && ++scheduledPoll.emptySuccesses < EMPTY_SUCCESSES) {
            return false; // the URLs may follow
        }
        ledger.generated(scheduledPoll.task, urls, finished(scheduledPoll.task, success.finishTime()));
        return true;
    }

    /** Returns the time when the task ended: now, if the API gives none. */
    private Instant finished(OpenTask task, @Nullable Instant said) {
        Instant finished = said == null ? time.now() : said;
        latest.add(task.model(), Duration.between(task.submittedAt(), finished));
        return finished;
    }

    private void stillRunning(ScheduledPoll scheduledPoll, StatusAnswer.Running running) {
        OpenTask task = scheduledPoll.task;
        if (running.known()) {
            unknownStatuses.forget(task.clipId());
        } else if (unknownStatuses.add(task.clipId(), running.word())) {
            log.warn("Task {} is \"{}\", an unknown state; it counts as running", task.taskId(), running.word());
            ledger.noted(task, new ClipError(null, "unknown_status", unknownWord(running.word())));
        }
        scheduledPoll.lastWord = running.word();
    }

    private static String unknownWord(String word) {
        return Text.of(
                "The API reports the state \"%s\" for this task, which is unknown, so the task counts as "
                        + "running. If the word means that the task has ended, add it to "
                        + "reelbatch.poll.success-words or reelbatch.poll.failure-words.",
                word);
    }

    private boolean giveUpInTime(ScheduledPoll scheduledPoll) {
        OpenTask task = scheduledPoll.task;
        if (scheduledPoll.firstAskedAt == null
                || time.since(scheduledPoll.firstAskedAt).compareTo(settings.giveUpAfter()) < 0) {
            return false;
        }
        Duration allowed = mayTake(scheduledPoll);
        if (Duration.between(task.submittedAt(), time.now()).compareTo(time.onWallClock(allowed)) < 0) {
            return false;
        }
        boolean forGood = Duration.between(task.submittedAt(), time.now()).compareTo(settings.restAfter()) >= 0;
        ledger.timedOut(
                task,
                forGood
                        ? new ClipError(null, RestingClips.CODE, RestingClips.ofTask(settings.restAfter()))
                        : late(scheduledPoll, allowed));
        return true;
    }

    private Duration mayTake(ScheduledPoll scheduledPoll) {
        if (scheduledPoll.mayTake == null) {
            scheduledPoll.mayTake = mayTake.apply(ledger.request(scheduledPoll.task.clipId()));
        }
        return scheduledPoll.mayTake;
    }

    private ClipError late(ScheduledPoll scheduledPoll, Duration allowed) {
        Duration longest = allowed.compareTo(settings.giveUpAfter()) > 0 ? allowed : settings.giveUpAfter();
        return new ClipError(
                null,
                "timed_out",
                scheduledPoll.lastWord == null
                        ? Text.of(
                                "Not done after %s; run the same command to keep waiting, free of charge",
                                Durations.text(longest))
                        : Text.of(
                                "Not done after %s; its last state was \"%s\". Run the same command to "
                                        + "keep waiting, free of charge",
                                Durations.text(longest), scheduledPoll.lastWord));
    }
}

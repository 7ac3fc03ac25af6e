package dev.reelbatch.serve;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what follows the end of a run's try: it is over, tried again, refused, or waits for approval. */
final class RunEndings {

    private static final Logger log = LoggerFactory.getLogger(RunEndings.class);

    private final RunQueue queue;
    private final RunService runs;
    private final StopSignal stop;
    private final ServeLog serveLog;
    private final RunEndListener notice;
    private final Map<RunOutcome, Long> counts = new ConcurrentHashMap<>();

    RunEndings(RunQueue queue, RunService runs, StopSignal stop, ServeLog serveLog, RunEndListener notice) {
        this.queue = queue;
        this.runs = runs;
        this.stop = stop;
        this.serveLog = serveLog;
        this.notice = notice;
    }

    /** Returns how many tries have ended, by outcome. */
    Map<RunOutcome, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Called when a try of a run has ended. */
    void ended(WaitingRun entry, RunResult result) {
        counts.merge(result.ending(), 1L, Long::sum);
        entry.servedRun.hasRun(result);
        result.summary().forEach(line -> serveLog.say(entry.servedRun.job(), line));
        if (RetrySchedule.isWanted(result) && entry.servedRun.isRetried()) {
            if (again(entry, result.stopped()) && RetrySchedule.isTimeToTell(entry.tries, result.stopped())) {
                notice.ended(result, true).ifPresent(serveLog::say);
            }
        } else if (result.ending() != RunOutcome.INTERRUPTED) {
            entry.servedRun.ended(result);
            runs.close(result); // only now: if ending it fails, the run is retried and must not pay again
            notice.ended(result, false).ifPresent(serveLog::say);
        } else if (queue.isToStop(entry) || !stop.isStopped()) {
            entry.servedRun.stopped();
        } else {
            entry.servedRun.withheld();
        }
    }

    /** Lets it wait for its next try. Returns false if a person has stopped it meanwhile. */
    private boolean again(WaitingRun entry, Optional<StopSignal.Cause> cause) {
        Duration wait = RetrySchedule.after(entry.tries + 1, cause);
        String why = cause.map(StopSignal.Cause::message).orElse("");
        entry.servedRun.retried(queue.time.now().plus(wait), why);
        boolean waits = queue.waitsAgain(entry, wait, why);
        if (waits) {
            serveLog.say(entry.servedRun.job(), Text.of("Retrying in %s", Durations.text(wait)));
        } else {
            entry.servedRun.stopped();
        }
        return waits;
    }

    /** Reports a failure. Only a person can fix a refused run; a disk problem or a defect is retried. */
    void failed(WaitingRun entry, Throwable e) {
        String job = entry.servedRun.job();
        if (e instanceof NotApprovedException waits) {
            notApproved(entry, waits);
            return;
        }
        boolean isRefused = RefusedRun.isOne(e);
        boolean isOfADisk = !isRefused && RefusedRun.isOfADisk(e);
        if (!isRefused && !isOfADisk) {
            log.error("A run of {} broke down", job, e);
            serveLog.say(job, Text.of("Defect in reelbatch: %s. The log has the details.", e));
        }
        if (isRefused || !entry.servedRun.isRetried()) {
            refused(entry, e instanceof RuntimeException why ? why : new IllegalStateException(e));
        } else if (isOfADisk) {
            serveLog.say(job, FailureCause.ofName(e).orElseGet(() -> String.valueOf(e.getMessage())));
            again(entry, Optional.empty(), e);
        } else {
            again(entry, Optional.of(new StopSignal.Cause(StopSignal.Kind.DEFECT, e.toString())), e);
        }
    }

    private void notApproved(WaitingRun entry, NotApprovedException waits) {
        boolean isNews;
        try {
            isNews = entry.servedRun.notApproved(waits.price());
        } catch (RuntimeException e) {
            failed(entry, e);
            return;
        }
        if (entry.servedRun.awaitsApproval() && !queue.waitsAgain(entry)) {
            entry.servedRun.stopped();
            return;
        }
        if (isNews) {
            tell(entry.servedRun.job(), waits);
        }
    }

    /** Says, also to those who get notifications, that a run does not begin yet. */
    void tell(String job, NotApprovedException why) {
        String words = String.valueOf(why.getMessage());
        serveLog.say(job, words);
        notice.notApproved(job, words).ifPresent(serveLog::say);
    }

    private void again(WaitingRun entry, Optional<StopSignal.Cause> cause, Throwable why) {
        if (again(entry, cause) && RetrySchedule.isTimeToTell(entry.tries, cause)) {
            notice.refused(entry.servedRun.job(), why).ifPresent(serveLog::say);
        }
    }

    /** Says that the end of a run could not be recorded: it is open until the next start, which finds out its end. */
    void notRecorded(WaitingRun entry, RuntimeException e) {
        String job = entry.servedRun.job();
        log.error("The end of a run of {} could not be recorded", job, e);
        serveLog.say(
                job,
                Text.of(
                        "The end of this run could not be recorded (%s). The next start of `serve` does it.",
                        FailureCause.ofDisk(e).orElseGet(() -> String.valueOf(e.getMessage()))));
    }

    private void refused(WaitingRun entry, RuntimeException why) {
        String job = entry.servedRun.job();
        RefusedRun.lines(why, entry.hasBegun()).forEach(line -> serveLog.say(job, line));
        try {
            entry.servedRun.refused(why);
        } catch (RuntimeException e) { // the disk of the inbox or of the home
            if (entry.servedRun.isRetried()) {
                failed(entry, e);
            } else {
                notRecorded(entry, e);
            }
            return;
        }
        notice.refused(job, why).ifPresent(serveLog::say);
    }
}

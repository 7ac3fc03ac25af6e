package dev.reelbatch.serve;

import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of all jobs. Each call compares wall clocks instead of sleeping until a time, because a machine may
 * sleep and its clock may be set.
 */
final class Schedules {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** A clock set back by less was corrected, and no night is repeated for it. */
    private static final Duration FAR_AHEAD = Duration.ofDays(2);

    private final ScheduleLedger ledger;
    private final RecurringWork recurring;
    private final ServeLog serveLog;
    private final Time time;
    private final Pauses pauses;
    private volatile List<Entry> entries = new ArrayList<>();

    /** A job's schedule, and the time up to which it has been handled. */
    private static final class Entry {

        private final ServedJob job;
        private final Schedule schedule;
        private volatile Instant seenUpTo;
        private @Nullable Instant left; // a due time whose run an earlier process has not begun

        private Entry(ServedJob job, Schedule schedule, Instant seenUpTo) {
            this.job = job;
            this.schedule = schedule;
            this.seenUpTo = seenUpTo;
        }
    }

    /** A job that is due. */
    record Due(ServedJob job, Instant at) {}

    Schedules(
            List<ServedJob> jobs,
            ScheduleLedger ledger,
            Pauses pauses,
            RecurringWork recurring,
            ServeLog serveLog,
            Time time) {
        this.recurring = recurring;
        this.ledger = ledger;
        this.pauses = pauses;
        this.serveLog = serveLog;
        this.time = time;
        List<ServedJob> scheduled = scheduled(jobs);
        scheduled.forEach(this::add);
    }

    private List<ServedJob> scheduled(List<ServedJob> jobs) {
        List<ServedJob> scheduled =
                jobs.stream().filter(job -> job.schedule() != null).toList();
        ledger.forgetAllDueExcept(scheduled.stream().map(ServedJob::name).toList());
        return scheduled;
    }

    /**
     * Takes the schedules of job files that have changed. One that is new, or has other times than before, begins now:
     * of the times that have passed none counts as missed.
     */
    synchronized void change(List<ServedJob> jobs) {
        List<Entry> changed = new ArrayList<>();
        List<Entry> begun = new ArrayList<>();
        for (ServedJob job : scheduled(jobs)) {
            Schedule schedule = Objects.requireNonNull(job.schedule()).schedule();
            Entry before = entry(job.name()).orElse(null);
            Instant seenUpTo = before != null && before.schedule.equals(schedule) ? before.seenUpTo : null;
            Entry now = new Entry(job, schedule, seenUpTo == null ? time.now() : seenUpTo);
            now.left = before == null ? null : before.left;
            if (seenUpTo == null) {
                ledger.handled(job.name(), now.seenUpTo);
                begun.add(now);
            }
            changed.add(now);
        }
        entries = changed;
        begun.forEach(entry -> tellNext(entry.job, entry.schedule, entry.seenUpTo));
    }

    private Optional<Entry> entry(String job) {
        return entries.stream().filter(entry -> entry.job.name().equals(job)).findFirst();
    }

    /**
     * Adds a job. Times missed while no process ran count only if they are to be caught up; one that came while a process
     * ran counts until its run has begun. A job handled up to a far future was handled under a wrong clock, and must not
     * stay silent until then; a time that was itself handled never comes again anyway.
     */
    private void add(ServedJob job) {
        ServedJob.When when = Objects.requireNonNull(job.schedule());
        Instant now = time.now();
        if (pauses.has(job.name())) {
            ledger.handled(job.name(), now);
            add(new Entry(job, when.schedule(), now));
            return;
        }
        Instant seen = ledger.handledUpTo(job.name())
                .filter(at -> (when.catchUp() || at.isAfter(now)) && !isFarAhead(at, now))
                .orElse(now);
        Optional<Instant> missed = when.schedule().latestMissed(seen, now);
        if (missed.isPresent() && ledger.isSeenTo(job.name(), missed.get())) { // its run is resumed, or has ended
            seen = missed.get();
            missed = Optional.empty();
        }
        ledger.handled(job.name(), seen);
        Entry entry = new Entry(job, when.schedule(), seen);
        if (missed.isPresent()) {
            entries.add(entry);
            serveLog.say(
                    job.name(), Text.of("A scheduled run was missed while reelbatch was not running; running it now"));
        } else {
            add(entry);
        }
    }

    private void add(Entry entry) {
        String job = entry.job.name();
        entry.left =
                ledger.notBegun(job).filter(at -> !ledger.isSeenTo(job, at)).orElse(null);
        entries.add(entry);
        if (entry.left == null) {
            tellNext(entry.job, entry.schedule, time.now());
        } else {
            serveLog.say(job, Text.of("A scheduled run had not begun when reelbatch ended; its turn comes now"));
        }
    }

    /**
     * Returns the jobs that are due, each once however many of its times have passed since the last call. One that can't
     * be recorded now is due at a later call.
     */
    synchronized List<Due> due() {
        List<Due> due = new ArrayList<>();
        entries.forEach(entry -> recurring.attempt(
                entry.job.name(), "due", () -> dueOf(entry).ifPresent(at -> due.add(new Due(entry.job, at)))));
        return due;
    }

    private Optional<Instant> dueOf(Entry entry) {
        if (entry.left != null) {
            Optional<Instant> left = Optional.of(entry.left);
            entry.left = null;
            return left;
        }
        Instant now = time.now();
        if (isFarAhead(entry.seenUpTo, now)) {
            entry.seenUpTo = now;
        }
        Optional<Instant> at = entry.schedule.latestMissed(entry.seenUpTo, now);
        Optional<Instant> due = at.filter(passed -> isToRun(entry.job.name(), passed));
        at.ifPresent(passed -> entry.seenUpTo = passed); // only now: what could not be recorded comes again
        return due;
    }

    private boolean isToRun(String job, Instant at) {
        if (pauses.has(job)) {
            ledger.handled(job, at);
            return false;
        }
        if (ledger.isSeenTo(job, at)) {
            return false;
        }
        ledger.due(job, at);
        return true;
    }

    private static boolean isFarAhead(Instant seen, Instant now) {
        return seen.isAfter(now.plus(FAR_AHEAD));
    }

    /** Returns all jobs as if they were due, because a rehearsal does not wait for the night. */
    List<Due> all() {
        return entries.stream()
                .filter(entry -> !pauses.has(entry.job.name()))
                .map(entry -> new Due(entry.job, time.now()))
                .toList();
    }

    /** Leaves out the times of a job until now that nobody has been told of as due. */
    synchronized void passOver(String job) {
        Instant now = time.now();
        entry(job).ifPresent(entry -> {
            entry.seenUpTo = now;
            ledger.handled(job, now);
        });
    }

    /** Says when a job runs next, after it was paused or resumed. */
    void pauseChanged(String job) {
        entry(job).ifPresent(entry -> tellNext(entry.job, entry.schedule, time.now()));
    }

    /**
     * Records the start of a run. If it is interrupted, it is resumed; one that pays again each time is not made up for
     * either.
     */
    private void begun(Due due, boolean paysAgain) {
        if (paysAgain) {
            ledger.seenTo(due.job().name(), due.at());
        }
        ledger.begun(due.job().name(), due.at());
    }

    /** Records that the run for this time is over; from now on the time counts as handled, also for a later process. */
    void handled(Due due) {
        ledger.seenTo(due.job().name(), due.at());
        ledger.handled(due.job().name(), due.at());
        ledger.begun(due.job().name(), due.at());
        entry(due.job().name()).ifPresent(entry -> tellNext(entry.job, entry.schedule, time.now()));
    }

    /** Returns what a run at this time is for. */
    Occasion occasion(Due due) {
        return new Occasion() {
            @Override
            public void begun(boolean paysAgain) {
                Schedules.this.begun(due, paysAgain);
            }

            @Override
            public void over() {
                handled(due);
            }
        };
    }

    private void tellNext(ServedJob job, Schedule schedule, Instant now) {
        serveLog.say(
                job.name(),
                pauses.of(job.name())
                        .map(pause -> Text.of("Paused by %s; nothing starts until it is resumed", pause.by()))
                        .orElseGet(() -> Text.of(
                                "Next run at %s",
                                STAMP.format(schedule.nextAfter(now).atZone(ZoneId.systemDefault())))));
    }
}

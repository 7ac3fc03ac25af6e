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

/**
 * Which jobs are due. It compares wall clocks at each look rather than sleeping until a time: a machine may
 * sleep, and its clock may be set.
 */
final class Schedules {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** A clock set back by less is one that was corrected, and no night comes twice for it. */
    private static final Duration FAR_AHEAD = Duration.ofDays(2);

    private final ScheduleLedger ledger;
    private final ServeLog words;
    private final Time time;
    private final List<Entry> entries = new ArrayList<>();

    /** A job's schedule, and up to when it is seen to. */
    private static final class Entry {

        private final ServedJob job;
        private final Schedule schedule;
        private Instant seenUpTo;

        private Entry(ServedJob job, Schedule schedule, Instant seenUpTo) {
            this.job = job;
            this.schedule = schedule;
            this.seenUpTo = seenUpTo;
        }
    }

    /** A job whose time has come. */
    record Due(ServedJob job, Instant at) {}

    Schedules(List<ServedJob> jobs, ScheduleLedger ledger, ServeLog words, Time time) {
        this.ledger = ledger;
        this.words = words;
        this.time = time;
        jobs.stream().filter(job -> job.schedule() != null).forEach(this::add);
    }

    /**
     * What nobody was there for counts only where it is to be caught up on. What was seen to in a far future
     * was so by a clock that was wrong, and must not silence the job until then: a time that was itself seen to does
     * not come again in any case.
     */
    private void add(ServedJob job) {
        ServedJob.When when = Objects.requireNonNull(job.schedule());
        Instant now = time.now();
        Instant seen = ledger.handledUpTo(job.name())
                .filter(at -> (when.catchUp() || at.isAfter(now)) && !isFarAhead(at, now))
                .orElse(now);
        Optional<Instant> missed = when.schedule().latestMissed(seen, now);
        if (missed.isPresent() && ledger.isSeenTo(job.name(), missed.get())) { // its run goes on, or is over
            seen = missed.get();
            missed = Optional.empty();
        }
        ledger.handled(job.name(), seen);
        entries.add(new Entry(job, when.schedule(), seen));
        if (missed.isPresent()) {
            words.say(job.name(), Text.of("a time was missed while nothing ran; it is made up for now"));
        } else {
            tellNext(job, when.schedule(), now);
        }
    }

    /** The jobs that are due, each once however many of its times have passed since the last look. */
    List<Due> due() {
        List<Due> due = new ArrayList<>();
        Instant now = time.now();
        for (Entry entry : entries) {
            if (isFarAhead(entry.seenUpTo, now)) {
                entry.seenUpTo = now;
            }
            Optional<Instant> at = entry.schedule.latestMissed(entry.seenUpTo, now);
            if (at.isPresent()) {
                entry.seenUpTo = at.get();
                if (!ledger.isSeenTo(entry.job.name(), at.get())) {
                    due.add(new Due(entry.job, at.get()));
                }
            }
        }
        return due;
    }

    private static boolean isFarAhead(Instant seen, Instant now) {
        return seen.isAfter(now.plus(FAR_AHEAD));
    }

    /** All, as if their times had come: a rehearsal does not wait for the night. */
    List<Due> all() {
        return entries.stream().map(entry -> new Due(entry.job, time.now())).toList();
    }

    /** The run for this time pays again, and is to begin: should it be cut short, it goes on, and is not due again. */
    void begun(Due due) {
        ledger.seenTo(due.job().name(), due.at());
    }

    /** The run for this time is over: from now on it counts as seen to, also by a process to come. */
    void handled(Due due) {
        ledger.seenTo(due.job().name(), due.at());
        ledger.handled(due.job().name(), due.at());
        tellNext(due.job(), Objects.requireNonNull(due.job().schedule()).schedule(), time.now());
    }

    private void tellNext(ServedJob job, Schedule schedule, Instant now) {
        words.say(
                job.name(),
                Text.of("next at %s", STAMP.format(schedule.nextAfter(now).atZone(ZoneId.systemDefault()))));
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.job.Backend;
import dev.reelbatch.job.Reruns;
import dev.reelbatch.job.RunRequest;
import dev.reelbatch.job.Session;
import dev.reelbatch.job.Standing;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Runs the jobs of job files by themselves until it is stopped: those cut short, those due, those dropped. */
public final class Server {

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofDays(1);

    private final Session session;
    private final Backend backend;
    private final List<ServedJob> jobs;
    private final Way way;
    private final ServeLog words;
    private final StopSignal stop;
    private final Time time;
    private final Dispatcher dispatcher;
    private final Schedules schedules;
    private long tidiedAt;

    /**
     * How it works.
     *
     * @param parallelRuns runs at once, at most
     * @param rehearsal whether scheduled jobs run at once, since nobody waits for a rehearsal's night
     * @param lookEvery between two looks at an inbox, by the wall clock
     */
    public record Way(int parallelRuns, boolean rehearsal, Duration lookEvery) {}

    /** @param stop ends it, with all runs */
    public Server(
            Session session,
            Backend backend,
            List<ServedJob> jobs,
            Way way,
            EndNotice notice,
            ServeLog words,
            StopSignal stop,
            Time time) {
        SharedLimits limits = SharedLimits.of(jobs);
        this.session = session;
        this.backend = backend;
        this.jobs = jobs.stream().map(limits::hold).toList();
        this.way = way;
        this.words = words;
        this.stop = stop;
        this.time = time;
        this.tidiedAt = time.nanos();
        this.dispatcher = new Dispatcher(session.runs(), way.parallelRuns(), stop, words, notice, time);
        words.say(Text.of(
                        "serving %s at %s, %d in flight, for all together",
                        Text.counted(jobs.size(), "job"), limits.rate(), limits.maxInFlight())
                + (way.rehearsal() ? Text.of("; a rehearsal: nothing is sent to the API, nothing is paid for") : ""));
        Standing.openElsewhereWords(session.standing().openElsewhere(backend.name()))
                .forEach(words::say);
        this.schedules = new Schedules(this.jobs, session.schedules(), words, time);
    }

    /**
     * Returns when it was stopped and every run has ended.
     *
     * @throws dev.reelbatch.inbox.InboxException if an inbox can't be used
     */
    public void run() throws InterruptedException {
        List<WatchedInbox> inboxes = new ArrayList<>();
        try {
            for (ServedJob job : jobs) {
                if (job.source() instanceof ServedJob.HotFolder folder) {
                    inboxes.add(new WatchedInbox(job, folder, session, backend, way, dispatcher, words, time));
                }
            }
            goOnWithWhatWasCutShort();
            inboxes.forEach(WatchedInbox::watch);
            if (way.rehearsal()) {
                schedules.all().forEach(this::begin);
            }
            while (!stop.isStopped()) {
                schedules.due().forEach(this::begin);
                inboxes.forEach(WatchedInbox::takeChanged);
                dispatcher.startDue();
                tidyNowAndThen();
                dispatcher.awaitChange(GLANCE);
            }
        } finally {
            inboxes.forEach(WatchedInbox::close);
            dispatcher.awaitIdle();
        }
    }

    /** A session tidies when it begins; this one may last for months. */
    private void tidyNowAndThen() {
        if (time.since(tidiedAt).compareTo(TIDY_EVERY) > 0 && dispatcher.doIfIdle(session::tidy)) {
            tidiedAt = time.nanos();
        }
    }

    private void goOnWithWhatWasCutShort() {
        Set<Long> seen = new HashSet<>(); // two job files may rerun one job
        for (ServedJob job : jobs) {
            if (job.source() instanceof ServedJob.HotFolder) {
                continue;
            }
            for (Wish wish : session.runs().cutShort(job.runsAs())) {
                if (isOf(job, wish) && seen.add(wish.id())) {
                    words.say(job.runsAs(), Text.of("was cut short and goes on first"));
                    dispatcher.add(goOn(job, wish));
                }
            }
        }
    }

    private static boolean isOf(ServedJob job, Wish wish) {
        return (wish.kind() == Wish.Kind.RERUN) == job.source() instanceof ServedJob.Rerun;
    }

    /** With the options and the rows that it was begun with; but what has left its sheet is not submitted. */
    private Errand goOn(ServedJob job, Wish wish) {
        if (job.source() instanceof ServedJob.Rerun rerun) {
            Reruns.Selection selection = Reruns.Selection.of(wish).orElse(rerun.selection());
            return rerunErrand(job, selection, true, () -> {}, () -> {});
        }
        Path sheet = job.source() instanceof ServedJob.Sheet named ? named.file() : null;
        RunRequest request = job.request().goOn(job.runsAs(), wish, sheet);
        return new JobErrand(
                job.name(),
                job.runsAs(),
                true,
                wish.kind(),
                () -> session.runs().plan(request, backend),
                UnaryOperator.identity(),
                () -> {});
    }

    /** @param begins runs when its turn has come */
    private Errand rerunErrand(
            ServedJob job, Reruns.Selection selection, boolean resumed, Runnable begins, Runnable over) {
        return new JobErrand(
                job.name(),
                job.runsAs(),
                resumed,
                Wish.Kind.RERUN,
                () -> session.runs()
                        .plan(
                                job.request().forRerun(session.reruns().choose(job.runsAs(), selection, Wish.By.SERVE)),
                                backend),
                planned -> {
                    begins.run();
                    return planned;
                },
                over);
    }

    private void begin(Schedules.Due due) {
        ServedJob job = due.job();
        Runnable over = () -> schedules.handled(due);
        Errand errand = job.source() instanceof ServedJob.Rerun rerun
                ? rerunErrand(job, rerun.selection(), false, () -> schedules.begun(due), over)
                : runErrand(job, due, over);
        if (!dispatcher.addUnless(waiting -> doesForBoth(waiting, errand, job), errand)) {
            words.say(job.name(), Text.of("is due again while its last run still waits; that one will do for both"));
            over.run();
        }
    }

    private Errand runErrand(ServedJob job, Schedules.Due due, Runnable over) {
        boolean fresh = job.request().fresh();
        return new JobErrand(
                job.name(),
                job.runsAs(),
                false,
                fresh ? Wish.Kind.FRESH : Wish.Kind.RUN,
                () -> session.runs().plan(job.request(), backend),
                planned -> {
                    if (fresh) {
                        schedules.begun(due);
                    }
                    return planned;
                },
                over);
    }

    /**
     * What was cut short goes on with the rows that it had, so that those of today would wait for another
     * night; but where each run pays again, it may be the very run that is due.
     */
    private static boolean doesForBoth(Errand waiting, Errand due, ServedJob job) {
        if (!waiting.isResumed()) {
            return waiting.origin().equals(due.origin());
        }
        Wish.Kind kind = job.source() instanceof ServedJob.Rerun ? Wish.Kind.RERUN : Wish.Kind.FRESH;
        return Dispatcher.isSameJob(waiting.job(), due.job())
                && waiting instanceof JobErrand resumed
                && resumed.kind() == kind
                && (kind == Wish.Kind.RERUN || job.request().fresh());
    }
}

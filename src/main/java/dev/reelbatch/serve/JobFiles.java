package dev.reelbatch.serve;

import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.JobFileRunLedger;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.ScheduleLedger.Order;
import dev.reelbatch.ledger.ScheduleLedger.Pause;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The job files of a {@code serve}, as people see them, pause them and run them at once. Any thread may call it. */
public final class JobFiles {

    private final CurrentJobFiles jobs;
    private final ScheduleLedger ledger;
    private final JobFileRunLedger jobFileRuns;
    private final Pauses pauses;
    private final Schedules schedules;
    private final Dispatcher dispatcher;
    private final JobStatuses statuses;
    private final Time time;
    private final JobFileSource source;
    private final WatchedInboxes inboxes;
    private volatile Runnable takingUp = () -> {};
    private volatile List<JobFileSource.Problem> ofInboxes = List.of();
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();

    /** What starts the runs of a job file. */
    public enum Kind {
        SCHEDULE,
        INBOX
    }

    /** What a job file does now. A run that was going on when it was paused is finished. */
    public enum State {
        IDLE,
        WAITING,
        WAITING_FOR_APPROVAL,
        RUNNING,
        PAUSED
    }

    /**
     * A job file.
     *
     * @param file its name, without its folder
     * @param times its schedule in words, in the language of the page; empty for an inbox
     * @param next its next due time; null for an inbox, and while it is paused
     * @param last the latest run of its job, or of its inbox's jobs; null if there is none
     * @param pause null unless it is paused
     * @param asked the latest run that needed an approval; null if there was none
     */
    public record Standing(
            String name,
            String file,
            Kind kind,
            State state,
            String times,
            @Nullable Instant next,
            @Nullable JobStanding last,
            @Nullable Pause pause,
            @Nullable RequestedRun asked) {}

    JobFiles(
            JobFileSource source,
            CurrentJobFiles jobs,
            WatchedInboxes inboxes,
            Session session,
            Pauses pauses,
            Schedules schedules,
            Dispatcher dispatcher,
            Time time) {
        this.source = source;
        this.jobs = jobs;
        this.inboxes = inboxes;
        this.ledger = session.schedules();
        this.jobFileRuns = session.jobFileRuns();
        this.pauses = pauses;
        this.schedules = schedules;
        this.dispatcher = dispatcher;
        this.statuses = session.standing();
        this.time = time;
        orders.addAll(ledger.orders());
        forgetOrdersOfGone();
    }

    /** An order must not run when another job file gets the name of one that is gone. */
    private void forgetOrdersOfGone() {
        List<Order> gone = orders.stream()
                .filter(order -> jobs.find(order.jobFile()).isEmpty())
                .toList();
        gone.forEach(ledger::done);
        orders.removeAll(gone);
    }

    /** @param problems of inboxes that can't be opened */
    void changed(List<JobFileSource.Problem> problems) {
        ofInboxes = problems;
        forgetOrdersOfGone();
    }

    /** Returns what changes the job files for people; empty if they can't be changed. */
    public Optional<JobFileEditor> editor() {
        return source.editor();
    }

    void isTakenUpBy(Runnable way) {
        takingUp = way;
    }

    /** Takes up what was changed, as far as this server runs already. */
    public void takeUp() {
        takingUp.run();
    }

    /** Returns the job files that can't be served as they are now, and why. */
    public List<JobFileSource.Problem> problems() {
        return Stream.concat(source.problems().stream(), ofInboxes.stream()).toList();
    }

    /** Returns all, in the order in which they were read. */
    public List<Standing> all() {
        return jobs.all().stream().map(this::standing).toList();
    }

    /** Returns the job file whose job has this name. */
    public Optional<Standing> ofName(String name) {
        return jobs.find(name).map(this::standing);
    }

    private Standing standing(ServedJob job) {
        boolean isInbox = job.source() instanceof ServedJob.HotFolder;
        Pause pause = pauses.of(job.name()).orElse(null);
        ServedJob.When when = job.schedule();
        return new Standing(
                job.name(),
                job.file(),
                isInbox ? Kind.INBOX : Kind.SCHEDULE,
                state(job, pause != null),
                when == null ? "" : when.schedule().words(),
                when == null || pause != null ? null : when.schedule().nextAfter(time.now()),
                (isInbox ? statuses.latestIn(job.name()) : statuses.find(job.runsAs())).orElse(null),
                pause,
                jobFileRuns.latestAsked(job.name()).orElse(null));
    }

    private State state(ServedJob job, boolean isPaused) {
        if (dispatcher.runs(job::began)) {
            return State.RUNNING;
        }
        if (dispatcher.waits(run -> run.awaitsApproval() && job.began(run))) {
            return State.WAITING_FOR_APPROVAL;
        }
        boolean waits = dispatcher.waits(job::began)
                || orders.stream().anyMatch(order -> order.jobFile().equals(job.name()));
        return waits ? State.WAITING : isPaused ? State.PAUSED : State.IDLE;
    }

    /**
     * Runs a job at once, also if it is paused. The order is kept until its run is over.
     *
     * @param by who wants it
     * @throws UserException if it is an inbox, which runs what is dropped
     */
    public synchronized void run(String name, String by) {
        ServedJob job = jobs.find(name).orElseThrow();
        if (job.source() instanceof ServedJob.HotFolder) {
            throw new UserException(Text.of(
                    "%s is an inbox: it runs each sheet when it is dropped, so there is nothing else to run.",
                    job.name()));
        }
        orders.add(ledger.order(job.name(), by, time.now()));
    }

    /**
     * Lets a job file start no run by itself any more, not even one that waits for its turn; what has been started is
     * finished.
     *
     * @param by who pauses it
     */
    public void pause(String name, String by) {
        ServedJob job = jobs.find(name).orElseThrow();
        dispatcher.pause(() -> pauses.add(job.name(), by));
        schedules.pauseChanged(job.name());
        inboxes.follow();
    }

    /**
     * Lets a paused job file start runs again, those first that were waiting; the times that passed meanwhile are not
     * made up for.
     */
    public synchronized void resume(String name) {
        ServedJob job = jobs.find(name).orElseThrow();
        if (!pauses.has(job.name())) {
            return; // its due times are to be run
        }
        schedules.passOver(job.name());
        pauses.remove(job.name());
        schedules.pauseChanged(job.name());
        inboxes.follow();
    }

    /** Returns an order whose run has not been queued yet, each once; null if there is none. */
    @Nullable Order nextOrder() {
        return orders.poll();
    }

    /** Returns the job file of an order; empty if it is gone. */
    Optional<ServedJob> ordered(Order order) {
        return jobs.find(order.jobFile());
    }

    /** Returns what the run of an order is for. */
    Occasion occasion(Order order) {
        return new Occasion() {
            @Override
            public void begun(boolean paysAgain) {
                ledger.done(order); // what it has begun is resumed by itself, at the price of then
            }

            @Override
            public void over() {
                ledger.done(order);
            }

            @Override
            public String orderedBy() {
                return order.by();
            }
        };
    }
}

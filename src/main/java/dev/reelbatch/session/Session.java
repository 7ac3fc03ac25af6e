package dev.reelbatch.session;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeInUseException;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.PreparedRuns;
import dev.reelbatch.home.Snapshots;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.job.DatabaseErrors;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.AuditLedger;
import dev.reelbatch.ledger.JobFileRunLedger;
import dev.reelbatch.ledger.MarkLedger;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.SpendingLedger;
import dev.reelbatch.plan.FetchedSheets;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A process's hold on a home: it has the lock and the database, and recovers what an earlier process left unfinished.
 */
public final class Session implements AutoCloseable {

    /** Time to wait for a process that only reads, and so holds the home for a moment. */
    private static final Duration FOR_A_LOOK = Duration.ofSeconds(5);

    private final ConfigurableApplicationContext context;
    private final SessionServices services;
    private final boolean isNew;
    private final Runnable closing;

    /** @param release called after everything else is closed */
    public Session(ConfigurableApplicationContext context, boolean isNew, Runnable release) {
        this.context = context;
        this.services = context.getBean(SessionServices.class);
        this.isNew = isNew;
        this.closing = () -> {
            context.close();
            release.run();
        };
    }

    private Session(Session lender) {
        this.context = lender.context;
        this.services = lender.services;
        this.isNew = false;
        this.closing = () -> {};
    }

    /** Returns the same session for one of several users: closing it closes nothing. */
    public Session borrowed() {
        return new Session(this);
    }

    /**
     * Opens a home.
     *
     * @param wait time to wait for another process to leave
     * @throws HomeInUseException if another process has the home
     * @throws UserException if the home can't be used
     */
    public static Session open(Home home, Settings settings, Duration wait, Time time) throws InterruptedException {
        if (settings.existingHome() && !home.rehearsal()) {
            home.requireExisting();
        }
        boolean isNew = home.isNew();
        home.create();
        boolean running = !new StatusFile(home).read(Time.system().now()).isEmpty();
        Duration atMost = wait.isZero() && !running ? FOR_A_LOOK : wait;
        HomeLock lock = HomeLock.take(home, atMost, Time.system()).orElseThrow(() -> new HomeInUseException(home));
        try {
            boolean isCurrent = DatabaseCheck.at(home);
            Session session =
                    recovered(new Session(SessionContext.start(home, isCurrent, settings, time), isNew, lock::close));
            home.noteMade();
            session.tidy();
            session.services.snapshots().start();
            return session;
        } catch (RuntimeException e) {
            lock.close();
            throw DatabaseErrors.in(home, e);
        }
    }

    /**
     * Opens a home for reading: its database, or a copy of its present state if another process holds it.
     *
     * @param wait time to wait for that process to leave instead
     * @throws HomeInUseException if that process does not answer
     */
    public static Session openForReading(Home home, Settings settings, Duration wait, Time time)
            throws InterruptedException {
        if (!home.isNew() && wait.isZero() && HomeLock.isHeld(home)) {
            Path zip = new Snapshots(home).ask(Time.system()).orElse(null);
            if (zip != null) {
                return HomeCopy.open(zip, home, settings, time);
            }
        }
        return open(home, settings, wait, time);
    }

    private static Session recovered(Session session) {
        try {
            session.services.recovery().recover();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Returns true if the home has just been made, so that it knows nothing. */
    public boolean isNew() {
        return isNew;
    }

    public RunService runs() {
        return services.runs();
    }

    public RerunPlanner reruns() {
        return services.reruns();
    }

    public Acceptance acceptance() {
        return services.acceptance();
    }

    public Resolution resolution() {
        return services.resolution();
    }

    public Cancellation cancellation() {
        return services.cancellation();
    }

    public Reconciliation reconciliation() {
        return services.reconciliation();
    }

    /** Deletes data that is no longer needed. Called while no run is active. */
    public void tidy() {
        services.runs().whileNothingIsPlanned(services.housekeeping()::tidy);
    }

    public ScheduleLedger schedules() {
        return services.schedules();
    }

    public JobFileRunLedger jobFileRuns() {
        return services.jobFileRuns();
    }

    public RequestedRunLedger requestedRuns() {
        return services.requestedRuns();
    }

    public SpendingLedger spending() {
        return services.spending();
    }

    public Users users() {
        return new Users(services.users());
    }

    public AuditLedger audit() {
        return services.audit();
    }

    public MarkLedger marks() {
        return services.marks();
    }

    /** Returns the time by which this session goes. */
    public Time time() {
        return services.time();
    }

    /**
     * Returns the sheets from links and from standard input that this home keeps.
     *
     * @param proxies that lead to the hosts of links
     */
    public FetchedSheets fetchedSheets(Proxies proxies) {
        Settings settings = context.getBean(Settings.class);
        return new FetchedSheets(
                context.getBean(Home.class).folder(),
                settings.link().limits(settings.api().connectTimeout(), proxies),
                Time.system());
    }

    public PreparedRuns preparedRuns() {
        return new PreparedRuns(context.getBean(Home.class));
    }

    public Uploads uploads() {
        return services.uploads();
    }

    /** Returns true if the database answers. */
    public boolean isReady() {
        try {
            return !homeId().isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    public Monitored monitored() {
        return services.monitored();
    }

    /** Returns the price above which requested runs need an approval; null if none does. */
    public @Nullable BigDecimal approveAbove() {
        return context.getBean(Settings.class).approveAbove();
    }

    /** Returns the identity of this home. */
    public String homeId() {
        return services.ledgers().runs().homeId();
    }

    public JobStatuses standing() {
        return services.statuses();
    }

    /** Returns what a page shows of a run. */
    public RunPages runPages() {
        return services.ledgers().report().pages();
    }

    @Override
    public void close() {
        closing.run();
    }
}

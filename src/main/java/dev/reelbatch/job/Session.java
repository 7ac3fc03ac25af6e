package dev.reelbatch.job;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeException;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.time.Time;
import java.time.Duration;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A process's hold on a home: the lock, the database, and what an earlier process left behind settled. */
public final class Session implements AutoCloseable {

    /** A process that only looks holds the home for a moment, and is waited for. */
    private static final Duration FOR_A_LOOK = Duration.ofSeconds(5);

    private final HomeLock lock;
    private final ConfigurableApplicationContext context;

    private Session(HomeLock lock, ConfigurableApplicationContext context) {
        this.lock = lock;
        this.context = context;
    }

    /**
     * @param wait how long to wait for another process to leave
     * @throws HomeInUseException if another process has the home
     * @throws HomeException if the home can't be used
     */
    public static Session open(Home home, Settings settings, Duration wait, Time time) throws InterruptedException {
        home.create();
        boolean running = new StatusFile(home).read(Time.system().now()).isPresent();
        Duration atMost = wait.isZero() && !running ? FOR_A_LOOK : wait;
        HomeLock lock = HomeLock.take(home, atMost, Time.system()).orElseThrow(() -> new HomeInUseException(home));
        try {
            FirstLook.at(home);
            Session session = recovered(new Session(lock, start(home, settings, time)));
            home.noteMade();
            return session;
        } catch (RuntimeException e) {
            lock.close();
            throw DatabaseTrouble.in(home, e);
        }
    }

    private static Session recovered(Session session) {
        try {
            session.runs().recover();
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext start(Home home, Settings settings, Time time) {
        return new SpringApplicationBuilder(ReelbatchConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false) // a stop is ours alone, or Batch's and Boot's hooks race each other
                .logStartupInfo(false)
                // as arguments: these are ours whatever the environment or a file in the working directory says
                .initializers(context -> register((GenericApplicationContext) context, home, settings, time))
                .run(arguments(home));
    }

    private static void register(GenericApplicationContext context, Home home, Settings settings, Time time) {
        SilentLog.complainToNobody();
        context.registerBean(Home.class, () -> home);
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Time.class, () -> time);
    }

    private static String[] arguments(Home home) {
        return new String[] {
            "--spring.config.location=classpath:/",
            "--spring.datasource.url=" + url(home),
            "--logging.file.name=" + home.log()
        };
    }

    /** Without WRITE_DELAY=0 a killed process loses committed rows; without RETENTION_TIME the file grows. */
    private static String url(Home home) {
        return "jdbc:h2:file:" + home.ledger().toString().replace("\\", "/")
                + ";WRITE_DELAY=0;RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    }

    public RunService runs() {
        return context.getBean(RunService.class);
    }

    public Reruns reruns() {
        return context.getBean(Reruns.class);
    }

    public Acceptance acceptance() {
        return context.getBean(Acceptance.class);
    }

    public ScheduleLedger schedules() {
        return context.getBean(ScheduleLedger.class);
    }

    /** What tells this home from others. */
    public String homeId() {
        return context.getBean(Ledgers.class).runs().homeId();
    }

    public Standing standing() {
        return context.getBean(Standing.class);
    }

    @Override
    public void close() {
        context.close();
        lock.close();
    }
}

package dev.reelbatch.job;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.home.BackupFile;
import dev.reelbatch.home.Database;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.MigratedDatabase;
import dev.reelbatch.ledger.OnlineBackup;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.ReelbatchConfiguration;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs as the program makes them, on a database in memory and a simulator where time passes fast. */
public final class JobFixture implements AutoCloseable {

    private static final Time FAST = Time.faster(50);

    public final Path folder;
    final Time time;
    public final Simulator simulator;
    public final JdbcClient jdbc;

    private final AnnotationConfigApplicationContext context;
    private final @Nullable MigratedDatabase own;

    public JobFixture(Path folder) {
        this(folder, FAST);
    }

    /** @param time of the program; the simulator keeps its own, as a server does */
    JobFixture(Path folder, Time time) {
        this(folder, time, new MigratedDatabase());
    }

    private JobFixture(Path folder, Time time, MigratedDatabase own) {
        this(folder, time, own.url(), Map.of(), simulator(), own);
    }

    /** On a database that is there already, with these settings besides. */
    JobFixture(Path folder, Time time, String database, Map<String, String> more) {
        this(folder, time, database, more, simulator(), null);
    }

    private JobFixture(
            Path folder,
            Time time,
            String database,
            Map<String, String> more,
            Simulator simulator,
            @Nullable MigratedDatabase own) {
        this.own = own;
        this.folder = folder;
        this.time = time;
        this.simulator = simulator;
        Home home = new Home(folder.resolve("home"), true).create();
        Map<String, String> given = new HashMap<>(more);
        given.put("reelbatch.poll.first-after", "2s");
        Settings settings = new SettingsLoader(given, Map.of()).load(home.settings(), Map.of());
        context = new AnnotationConfigApplicationContext();
        context.registerBean(Home.class, () -> home);
        context.registerBean(Database.class, () -> Database.opening(database, own != null));
        context.registerBean(Settings.class, () -> settings);
        context.registerBean(Time.class, () -> time);
        context.register(ReelbatchConfiguration.class);
        context.refresh();
        jdbc = bean(JdbcClient.class);
    }

    static Simulator simulator() {
        return Simulator.start(
                SimulatorSettings.defaults()
                        .generationTime(Duration.ofSeconds(2))
                        .generationSigma(0),
                FAST);
    }

    /** On a database in a file, so that it can be copied. */
    static JobFixture onDisk(Path folder, Simulator simulator) {
        return onDisk(folder, folder.resolve("home"), simulator);
    }

    private static JobFixture onDisk(Path folder, Path database, Simulator simulator) {
        String url = "jdbc:h2:file:" + database.resolve("ledger");
        return new JobFixture(folder, FAST, url, Map.of(), simulator, null);
    }

    /** Writes the file that {@code backup} writes of a home in use. */
    Path backup(String name) {
        Path copy = folder.resolve(name + ".copy.zip");
        Path backup = folder.resolve(name);
        bean(OpenReservations.class).copy(OnlineBackup.h2(jdbc), copy);
        BackupFile.write(bean(Home.class), copy, backup);
        return backup;
    }

    /** This home is lost, and goes on as a backup has it; the API is the same. */
    JobFixture restore(Path backup) {
        context.close();
        Path home = folder.resolve("restored " + UUID.randomUUID());
        try {
            Files.createDirectories(home);
            try (OutputStream database = Files.newOutputStream(home.resolve(BackupFile.DATABASE))) {
                BackupFile.unpackDatabase(backup, database);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JobFixture restored = onDisk(folder, home, simulator);
        restored.restart();
        return restored;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public RunService runs() {
        return bean(RunService.class);
    }

    public Path sheet(String name, String csv) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code run SHEET --job JOB --out OUT}. */
    public static RunRequest request(@Nullable Path sheet, @Nullable String job, @Nullable Path out) {
        RunLimits limits =
                new RunLimits(RowRanges.ALL, Rate.of("600/min"), 20, SpendingLimits.NONE, null, Duration.ofHours(9));
        return new RunRequest(sheet, job, out, null, null, false, false, limits);
    }

    public RunRequest request(Path sheet) {
        return request(sheet, null, folder.resolve("out"));
    }

    public RunPlan plan(RunRequest request) {
        return plan(request, ApiTarget.REHEARSAL);
    }

    /** Against the simulator under this name. */
    RunPlan plan(RunRequest request, String api) {
        return runs().plan(request, backend(api));
    }

    ApiTarget backend(String api) {
        Duration anHour = Duration.ofHours(1); // faster time must not make a busy machine look like a dead API
        ApiSettings address = new ApiSettings(simulator.apiUrl(), AuthForm.PLAIN, anHour, anHour, Set.of(429, 503), 40);
        return new ApiTarget(api, address, ApiKey.of("rehearsal"));
    }

    Session session() {
        return new Session(context, false, () -> {});
    }

    public RunResult run(RunRequest request) {
        return run(plan(request));
    }

    RunResult run(RunPlan runPlan) {
        RunResult result = runs().run(runPlan, new StopSignal(), runProgress -> {});
        runs().close(result);
        return result;
    }

    /** As a process that begins does, after one that was killed. */
    void restart() {
        bean(Recovery.class).recover();
    }

    /** One clip at a time, until the n-th submit has arrived; then the process is killed, as far as the home knows. */
    RunResult runUntil(int submit, RunRequest request) {
        return runUntil(submit, request, ApiTarget.REHEARSAL);
    }

    /** The same against the simulator under this name. */
    RunResult runUntil(int submit, RunRequest request, String api) {
        StopSignal stop = new StopSignal();
        CallMatcher nth = CallMatcher.nth(submit);
        simulator.onSubmit(
                call -> {
                    if (nth.applies(call)) {
                        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
                    }
                    return false;
                },
                CallFault.drop());
        RunLimits limits = request.limits();
        RunRequest slow = request.within(
                new RunLimits(limits.rows(), limits.rate(), 1, limits.spending(), null, limits.patience()));
        RunResult result = runs().run(plan(slow, api), stop, runProgress -> {});
        simulator.clearFaults();
        restart();
        return result;
    }

    public int count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }

    @Override
    public void close() {
        context.close();
        if (own != null) {
            own.close();
        }
        simulator.close();
    }
}

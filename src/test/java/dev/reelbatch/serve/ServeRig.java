package dev.reelbatch.serve;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.home.Home;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.TimeoutEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server on a home of its own against the simulator, in a time that passes fast. */
final class ServeRig implements AutoCloseable {

    private static final Duration FOR_EVER = Duration.ofDays(300); // a busy machine must not look like a dead API
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    final Path folder;
    final Path inbox;
    final Time time;
    final Simulator simulator;
    final List<String> noticed = Collections.synchronizedList(new ArrayList<>());
    int parallelRuns = 4;
    boolean rehearsal = true;

    @Nullable URI publicUrl;

    int maxInFlight = 20;
    SpendingLimits spending = SpendingLimits.NONE;
    FailureLimit.@Nullable Limit maxFailures;

    private final StringWriter said = new StringWriter();
    final Session session;
    private StopSignal stop = new StopSignal();
    private @Nullable Server server;
    private CompletableFuture<Void> serving = CompletableFuture.completedFuture(null);

    ServeRig(Path folder, double factor, SimulatorSettings simulated) throws InterruptedException {
        this(folder, factor, simulated, Map.of());
    }

    /** With settings of the home. */
    ServeRig(Path folder, double factor, SimulatorSettings simulated, Map<String, String> given)
            throws InterruptedException {
        this.folder = folder;
        this.inbox = folder.resolve("inbox");
        this.time = Time.faster(factor);
        this.simulator = Simulator.start(simulated, time);
        Home home = new Home(folder.resolve("home"), true);
        Map<String, String> all = new LinkedHashMap<>(given);
        all.put("reelbatch.poll.first-after", "2s");
        all.put("reelbatch.link.private-addresses", "true");
        Settings settings = new SettingsLoader(all, Map.of()).load(home.settings(), Map.of());
        this.session = Session.open(home, settings, Duration.ZERO, time);
    }

    static SimulatorSettings quick() {
        return SimulatorSettings.defaults()
                .generationTime(Duration.ofSeconds(2))
                .generationSigma(0);
    }

    private RunRequest request(String job) {
        return request(job, RowRanges.ALL);
    }

    private RunRequest request(String job, RowRanges rows) {
        RunLimits limits = new RunLimits(rows, Rate.of("600/min"), maxInFlight, spending, maxFailures, FOR_EVER);
        return new RunRequest(null, job, null, null, null, false, false, limits).served();
    }

    ServedJob inboxJob() {
        return inboxJob(false);
    }

    /** @param fresh whether each sheet that is dropped is paid for anew */
    ServedJob inboxJob(boolean fresh) {
        RunRequest request = request("inbox");
        RunRequest withOut =
                new RunRequest(null, "inbox", folder.resolve("out"), null, null, false, fresh, request.limits());
        return inboxJob(withOut);
    }

    private ServedJob inboxJob(RunRequest request) {
        return new ServedJob(
                "inbox",
                "inbox.yaml",
                new ServedJob.HotFolder(inbox, Duration.ofMillis(100), false),
                request.served(),
                null);
    }

    /** The same, after its file was edited: the rows that do not say get videos of so many seconds. */
    ServedJob inboxJob(int duration) {
        RunRequest of = inboxJob().request();
        return inboxJob(new RunRequest(
                null, of.job(), of.out(), new Defaults(null, null, duration), null, false, false, of.limits()));
    }

    ServedJob inboxJobWithoutOut() {
        return new ServedJob(
                "inbox",
                "inbox.yaml",
                new ServedJob.HotFolder(inbox, Duration.ofMillis(100), false),
                request("inbox"),
                null);
    }

    ServedJob nightly(Path sheet) {
        return nightly("nightly", sheet, RowRanges.ALL);
    }

    ServedJob nightly(String name, Path sheet, RowRanges rows) {
        return new ServedJob(
                name,
                name + ".yaml",
                new ServedJob.Sheet(sheet),
                request(name, rows).forSheet(sheet, name, folder.resolve("out-" + name)),
                nightlyTime(false));
    }

    /** The same, paid for anew each time. */
    static ServedJob fresh(ServedJob job) {
        RunRequest of = job.request();
        RunRequest fresh = new RunRequest(
                        of.input(),
                        of.job(),
                        of.out(),
                        of.defaults(),
                        of.reading(),
                        of.skipInvalid(),
                        true,
                        of.limits())
                .served();
        return new ServedJob(job.name(), job.file(), job.source(), fresh, job.schedule());
    }

    /** Brings back what failed in another job. */
    ServedJob rerun(String name, String of) {
        RerunPlanner.Selection failed = new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false);
        return new ServedJob(name, name + ".yaml", new ServedJob.Rerun(of, failed), request(name), nightlyTime(false));
    }

    /** A time of a job that is new has passed while nothing ran, and is made up for. */
    ServedJob missed(ServedJob job) {
        rehearsal = false; // or it would be due in any case
        session.schedules().handled(job.name(), time.now().minus(Duration.ofDays(2 * 366)));
        return new ServedJob(job.name(), job.file(), job.source(), job.request(), nightlyTime(true));
    }

    private static ServedJob.When nightlyTime(boolean catchUp) {
        return new ServedJob.When(Schedule.parse("0 2 1 1 *", ZoneOffset.UTC), catchUp);
    }

    ApiTarget backend() {
        ApiSettings api = new ApiSettings(simulator.apiUrl(), AuthForm.PLAIN, FOR_EVER, FOR_EVER, Set.of(429, 503), 40);
        return new ApiTarget(ApiTarget.REHEARSAL, api, ApiKey.of("rehearsal"));
    }

    /** As a rehearsal, unless a time was missed: what has a schedule runs at once. */
    void serve(ServedJob... jobs) {
        serve(new FixedJobFiles(List.of(jobs)));
    }

    /** With job files that may change. */
    void serve(JobFileSource source) {
        Server begun = server(source);
        serving = CompletableFuture.runAsync(() -> {
            try {
                begun.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** One that accepts runs, and does nothing yet. */
    Server server(ServedJob... jobs) {
        return server(new FixedJobFiles(List.of(jobs)));
    }

    private Server server(JobFileSource source) {
        stop = new StopSignal();
        Server made = new Server(
                session,
                backend(),
                source,
                new Server.Way(
                        parallelRuns,
                        rehearsal,
                        LOOK_EVERY,
                        publicUrl,
                        request("").limits()),
                new Noticed(),
                new ServeLog(new PrintWriter(said), time),
                stop,
                time);
        server = made;
        return made;
    }

    /** Changes the database, for example so that it refuses something. */
    void sql(String statement) {
        JdbcClient.create(session.monitored().dataSource()).sql(statement).update();
    }

    /** Returns what keeps the records of runs of job files. */
    JobFileRunRecords records() {
        return new JobFileRunRecords(session, new Pauses(session.schedules(), time), new CurrentJobFiles(List.of()));
    }

    /** Wants a run of a job file now, as a person does. */
    void order(String jobFile) {
        Objects.requireNonNull(server).jobFiles().run(jobFile, "anna");
    }

    /** Returns the job files as people see them. */
    JobFiles jobFiles() {
        return Objects.requireNonNull(server).jobFiles();
    }

    /** Stops the run of one job, as a person does. */
    Stopping stop(String job) {
        return Objects.requireNonNull(server).stop(job);
    }

    private final class Noticed implements RunEndListener {

        @Override
        public Optional<String> ended(RunResult result, boolean goesOn) {
            noticed.add(result.run().job().name() + " " + result.ending() + (goesOn ? ", goes on" : ""));
            return Optional.empty();
        }

        @Override
        public Optional<String> refused(String job, Throwable why) {
            noticed.add(job + " refused");
            return Optional.empty();
        }

        @Override
        public Optional<String> notApproved(String job, String why) {
            noticed.add(job + " waits for approval");
            return Optional.empty();
        }
    }

    void stop() {
        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "enough"));
        serving.join();
    }

    /** Waits until so many lines have been said that contain the words. */
    void awaitSaid(String words, int times) {
        Awaitility.await()
                .atMost(AT_MOST)
                .pollInterval(SOON)
                .failFast("the server ended", serving::isDone)
                .conditionEvaluationListener(new ConditionEvaluationListener<>() {
                    @Override
                    public void conditionEvaluated(EvaluatedCondition<Object> condition) {}

                    @Override
                    public void onTimeout(TimeoutEvent timeout) {
                        System.err.println("so far was said:\n" + said());
                    }
                })
                .until(() -> said(words).size() >= times);
    }

    List<String> said(String words) {
        return said.toString().lines().filter(line -> line.contains(words)).toList();
    }

    String said() {
        return said.toString();
    }

    Path drop(String name, String csv) {
        return file("inbox/" + name, csv);
    }

    Path file(String name, String csv) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page in a folder of the inbox. */
    String page(String folder) throws IOException {
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(inbox.resolve(folder), "*.html")) {
            return Files.readString(pages.iterator().next());
        }
    }

    /** All pages in a folder of the inbox. */
    List<String> pages(String folder) throws IOException {
        try (Stream<Path> files = Files.list(inbox.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .map(ServeRig::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a folder of the inbox, without time stamps, what is hidden, and pages of sheets in work. */
    List<String> in(String folder) {
        try (Stream<Path> files = Files.list(inbox.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .filter(name -> !folder.endsWith("working") || !name.endsWith(".html"))
                    .map(name -> name.replaceFirst("^\\d{4}-\\d\\d-\\d\\d_\\d{6}_", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!serving.isDone()) {
            stop();
        }
        session.close();
        simulator.close();
    }
}

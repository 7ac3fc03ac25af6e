package dev.reelbatch.cli;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.api.Proxies;
import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.home.Home;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.FixedJobFiles;
import dev.reelbatch.serve.JobFileSource;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.RunEndListener;
import dev.reelbatch.serve.ServeLog;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.serve.Server;
import dev.reelbatch.session.QuickUsers;
import dev.reelbatch.session.Session;
import dev.reelbatch.session.Users;
import dev.reelbatch.settings.ServeProperties;
import dev.reelbatch.settings.SettingInForce;
import dev.reelbatch.settings.SettingInForce.Origin;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.time.Time;
import dev.reelbatch.web.SettingsInForce;
import dev.reelbatch.web.WebServer;
import dev.reelbatch.web.WebServerStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A {@code serve} without job files, on a home of its own against the simulator, and a caller of its HTTP API. */
final class ApiRig implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration FOR_EVER = Duration.ofDays(300);
    private static final Duration DAYS = Duration.ofDays(9);
    private static final int ACCEPTED = 202;
    private static final String BOUNDARY = "--------------------------reelbatch";

    final Path folder;
    final Home home;
    final Simulator simulator;
    private final Time time;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StopSignal stop = new StopSignal();
    private final Settings settings;
    private final Session session;
    private final Server server;
    private final RequestedRuns requestedRuns;
    private final WebServer webServer;
    private CompletableFuture<Void> serving = CompletableFuture.completedFuture(null);

    ApiRig(Path folder, Simulator simulator) throws InterruptedException {
        this(folder, simulator, Map.of());
    }

    ApiRig(Path folder, Simulator simulator, Map<String, String> settings) throws InterruptedException {
        this(folder, simulator, settings, List.of());
    }

    /** With job files. Their schedules run in their time. */
    ApiRig(Path folder, Simulator simulator, Map<String, String> settings, List<ServedJob> jobs)
            throws InterruptedException {
        this(folder, simulator, settings, jobs, Time.faster(50));
    }

    ApiRig(Path folder, Simulator simulator, Map<String, String> settings, List<ServedJob> jobs, Time time)
            throws InterruptedException {
        this(folder, simulator, settings, jobs, time, Map.of());
    }

    /** With settings of Spring's. */
    ApiRig(
            Path folder,
            Simulator simulator,
            Map<String, String> settings,
            List<ServedJob> jobs,
            Time time,
            Map<String, Object> spring)
            throws InterruptedException {
        this(folder, simulator, settings, new FixedJobFiles(jobs), time, spring);
    }

    /** With job files that may change. */
    ApiRig(
            Path folder,
            Simulator simulator,
            Map<String, String> settings,
            JobFileSource source,
            Time time,
            Map<String, Object> spring)
            throws InterruptedException {
        DefectLog.show();
        this.time = time;
        Map<String, String> properties = new LinkedHashMap<>(settings);
        properties.put("reelbatch.poll.first-after", "2s");
        this.folder = folder;
        this.simulator = simulator;
        this.home = new Home(folder.resolve("home"), true);
        this.settings = new SettingsLoader(properties, Map.of()).load(home.settings(), Map.of());
        this.session = Session.open(home, this.settings, Duration.ZERO, time);
        this.server = new Server(
                session,
                api(),
                source,
                new Server.Way(4, false, Duration.ofMillis(50), null, limits()),
                new Silent(),
                new ServeLog(new PrintWriter(Writer.nullWriter()), time),
                stop,
                time);
        this.requestedRuns = server.requestedRuns(new HttpRunOptions(terminal()), folder.resolve("out"));
        this.webServer = answer("127.0.0.1", "0", spring);
    }

    private ApiTarget api() {
        return new ApiTarget(
                ApiTarget.REHEARSAL,
                new ApiSettings(simulator.apiUrl(), AuthForm.PLAIN, FOR_EVER, FOR_EVER, Set.of(429, 503), 40),
                ApiKey.of("rehearsal"));
    }

    /**
     * Runs a request in this process, beside the server, until its end or the first answer to a submission.
     *
     * @param cut true to end it there and leave its wish open, as a kill does
     */
    void run(RunRequest request, boolean cut) {
        StopSignal one = new StopSignal();
        if (cut) {
            simulator.onSubmit(
                    call -> {
                        one.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "enough"));
                        return false;
                    },
                    CallFault.drop());
        }
        RunResult result = session.runs().run(session.runs().plan(request, api()), one, progress -> {});
        if (!cut) {
            session.runs().close(result);
        }
        simulator.clearFaults();
    }

    /** Returns a person's request at a shell. */
    static RunRequest request(Path sheet, String job, boolean fresh, RowRanges rows) {
        RunLimits one = new RunLimits(rows, Rate.of("60/min"), 1, SpendingLimits.NONE, null, FOR_EVER);
        return new RunRequest(sheet, job, null, null, null, false, fresh, one);
    }

    private static RunLimits limits() {
        return new RunLimits(RowRanges.ALL, Rate.of("600/min"), 20, SpendingLimits.NONE, null, FOR_EVER);
    }

    /** Returns the job file of a hot folder. */
    static ServedJob inbox(Path folder) {
        RunRequest request = new RunRequest(null, "inbox", null, null, null, false, false, limits());
        return new ServedJob(
                "inbox",
                "inbox.yaml",
                new ServedJob.HotFolder(folder, Duration.ofMillis(100), false),
                request.served(),
                null);
    }

    Session session() {
        return session;
    }

    RequestedRuns requestedRuns() {
        return requestedRuns;
    }

    WebServer answer(String address, String port) {
        return answer(address, port, Map.of());
    }

    WebServer answer(String address, String port, Map<String, Object> spring) {
        return answer(address, port, spring, DAYS, DAYS);
    }

    /** Answers there as well, with sessions that end soon. */
    WebServer answer(String address, String port, Map<String, Object> spring, Duration idle, Duration life) {
        return answer(address, port, spring, idle, life, List.of());
    }

    /** Answers there to these names as well. */
    WebServer answer(String address, String port, List<String> hosts) {
        return answer(address, port, Map.of(), DAYS, DAYS, hosts);
    }

    private WebServer answer(
            String address, String port, Map<String, Object> spring, Duration idle, Duration life, List<String> hosts) {
        ServeProperties serve = new ServeProperties(
                4, address, port, "", DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), hosts, idle, life, DAYS);
        try (WebServerStart start = WebServerStart.begin(serve, spring)) {
            return start.serve(new WebServerStart.Served(
                    home,
                    session,
                    requestedRuns,
                    server.jobFiles(),
                    server.sheetChecks(new HttpSheetCheck(terminal(), home, session, settings), Proxies.NONE),
                    new HandedOverCommands((console, arguments) -> ExitCode.DEFECT),
                    new SettingsInForce(List.of(
                            new SettingInForce("reelbatch.budget", "500/month", Origin.SETTINGS_FILE),
                            new SettingInForce("reelbatch.notify.url", "", Origin.ENVIRONMENT),
                            new SettingInForce("reelbatch.poll.interval", "5s", Origin.DEFAULT)))));
        }
    }

    static Simulator simulator(Duration generation) {
        return Simulator.start(
                SimulatorSettings.defaults().generationTime(generation).generationSigma(0), Time.faster(50));
    }

    private static Terminal terminal() {
        return new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                Reader.nullReader(),
                false,
                Map.of());
    }

    private static final class Silent implements RunEndListener {

        @Override
        public Optional<String> notApproved(String job, String why) {
            return Optional.empty();
        }

        @Override
        public Optional<String> ended(RunResult result, boolean goesOn) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refused(String job, Throwable why) {
            return Optional.empty();
        }
    }

    /** Begins to work off what was requested; until then, everything is only accepted. */
    ApiRig serve() {
        serving = CompletableFuture.runAsync(() -> {
            try {
                server.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return this;
    }

    /** Waits until it serves no longer, and returns why. */
    Throwable failure() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> serving.handle((nothing, e) -> e).getNow(null), Objects::nonNull);
    }

    Users users() {
        return QuickUsers.of(session);
    }

    URI url(String path) {
        return webServer.url().resolve(path);
    }

    /** The link that opens a browser's session, as {@code serve} prints it. */
    URI oneTimeLink() {
        return webServer.oneTimeLink().orElseThrow();
    }

    String token() throws IOException {
        return JSON.readTree(Files.readString(home.folder().resolve("server.json")))
                .path("token")
                .asString();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder to(String path) throws IOException {
        return HttpRequest.newBuilder(url(path)).header("Authorization", "Bearer " + token());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    static JsonNode json(HttpResponse<String> response) {
        return parsed(response.body());
    }

    static JsonNode parsed(String json) {
        return JSON.readTree(json);
    }

    /** A request with a JSON body. */
    HttpRequest.Builder post(String path, String json) throws IOException {
        return to(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
    }

    /** A request for a run with fields as {@code name=value}. */
    HttpRequest.Builder upload(String name, String sheet, String... fields) throws IOException {
        return sheetForm("/api/v1/runs", name, sheet, fields);
    }

    /** A request with a sheet, and fields as {@code name=value}. */
    HttpRequest.Builder sheetForm(String path, String name, String sheet, String... fields) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String field : fields) {
            int mark = field.indexOf('=');
            part(body, "name=\"" + field.substring(0, mark) + "\"", field.substring(mark + 1));
        }
        part(body, "name=\"sheet\"; filename=\"" + name + "\"", sheet);
        body.append("--").append(BOUNDARY).append("--\r\n");
        return to(path).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** A request for a run without a file, with fields as {@code name=value}. */
    HttpRequest.Builder form(String... fields) throws IOException {
        return formTo("/api/v1/runs", fields);
    }

    HttpRequest.Builder formTo(String path, String... fields) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String field : fields) {
            int mark = field.indexOf('=');
            part(body, "name=\"" + field.substring(0, mark) + "\"", field.substring(mark + 1));
        }
        body.append("--").append(BOUNDARY).append("--\r\n");
        return to(path).header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void part(StringBuilder body, String disposition, String content) {
        body.append("--")
                .append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; ")
                .append(disposition);
        body.append("\r\n\r\n").append(content).append("\r\n");
    }

    JsonNode run(String name, String sheet, String... fields) throws IOException, InterruptedException {
        return accepted(upload(name, sheet, fields));
    }

    JsonNode accepted(HttpRequest.Builder request) throws IOException, InterruptedException {
        return accepted(request, ACCEPTED);
    }

    JsonNode accepted(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.body());
        }
        return json(answer);
    }

    JsonNode awaitState(String id, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> json("/api/v1/runs/" + id),
                        run -> run.path("state").asString().equals(state));
    }

    /** Stops all its runs, as SIGTERM does. */
    void stopAll() {
        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "enough"));
        serving.join();
    }

    /** Ends its HTTP server alone; runs go on. */
    void stopAnswering() {
        webServer.close();
    }

    /** Ends without having finished anything, as a process that is killed. */
    void abandon() {
        webServer.close();
        if (!serving.isDone()) {
            stopAll();
        }
        session.close();
    }

    @Override
    public void close() {
        abandon();
        simulator.close();
    }
}

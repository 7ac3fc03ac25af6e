package dev.reelbatch.cli;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.serve.FixedJobFiles;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.ServeLog;
import dev.reelbatch.serve.Server;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.time.Time;
import dev.reelbatch.web.SettingsInForce;
import dev.reelbatch.web.WebServer;
import dev.reelbatch.web.WebServerStart;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A {@code serve} that takes commands, without job files, against a simulator in place of the API. */
final class HandOverRig implements AutoCloseable {

    static final String RATE = "50/s";
    private static final int AT_ONCE = 20;
    private static final Map<String, String> SETTINGS = Map.of(
            "reelbatch.poll.first-after", "100ms",
            "reelbatch.poll.interval", "100ms",
            "reelbatch.api.response-timeout", "1h",
            "reelbatch.api.connect-timeout", "1h",
            "reelbatch.serve.port", "0");

    private final StringWriter log = new StringWriter();
    private final StopSignal stop = new StopSignal();
    private final Session session;
    private final WebServer webServer;
    private final CompletableFuture<Void> serving;
    final RequestedRuns requestedRuns;

    HandOverRig(Path folder, Simulator api) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("MODELVERSE_API_KEY", "sk-0123456789-very-secret"));
        Home home = new Home(folder, false);
        Settings settings = new SettingsLoader(SETTINGS, environment).load(home.settings(), Map.of());
        ApiConnection connection = ApiConnection.real(api.apiUrl(), settings, environment);
        Terminal terminal = new Terminal(
                new PrintWriter(log, true), new PrintWriter(log, true), Reader.nullReader(), false, environment);
        session = Session.open(home, settings, Duration.ZERO, Time.system());
        Server server = new Server(
                session,
                connection.backend(),
                new FixedJobFiles(List.of()),
                new Server.Way(
                        4,
                        false,
                        Duration.ofMillis(50),
                        null,
                        new RunLimits(
                                RowRanges.ALL,
                                Rate.of(RATE),
                                AT_ONCE,
                                SpendingLimits.NONE,
                                null,
                                Duration.ofMinutes(15))),
                new RunNotifications(settings, terminal, false),
                new ServeLog(terminal.out(), Time.system()),
                stop,
                Time.system());
        requestedRuns = server.requestedRuns(new HttpRunOptions(terminal), folder.resolve("out"));
        ServedHome.Serve serve =
                new ServedHome.Serve(home, session, connection, settings, SETTINGS, server, requestedRuns);
        webServer = WebServerStart.begin(settings.serve(), Map.of())
                .serve(new WebServerStart.Served(
                        home,
                        session,
                        requestedRuns,
                        server.jobFiles(),
                        server.sheetChecks(new HttpSheetCheck(terminal, home, session, settings), Proxies.NONE),
                        new HandedOverCommands(new ServedCommands(serve, environment)),
                        new SettingsInForce(List.of())));
        serving = CompletableFuture.runAsync(() -> {
            try {
                server.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What it said. */
    String log() {
        return log.toString();
    }

    /** Stops all its runs, as SIGTERM does. */
    void stopAll() {
        stop.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "enough"));
        serving.join();
    }

    @Override
    public void close() {
        stopAll();
        webServer.close();
        session.close();
    }
}

package dev.reelbatch.cli;

import dev.reelbatch.handover.HandedOverCommands;
import dev.reelbatch.inbox.Inbox;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.serve.JobFileEditor;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.ServeLog;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.serve.Server;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.ServeProperties;
import dev.reelbatch.settings.SettingInForce;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import dev.reelbatch.web.SettingsInForce;
import dev.reelbatch.web.WebServer;
import dev.reelbatch.web.WebServerStart;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code serve} command: keeps running the inboxes and schedules of job files. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps running with the schedules and the inboxes of job files, until Ctrl-C or SIGTERM. "
                    + "What an earlier process left unfinished is resumed first. Meanwhile it does the commands of others on "
                    + "this machine and answers programs and people over HTTP (docs/serve.md, docs/api.md); "
                    + "`reelbatch user add NAME` adds people."
        },
        footerHeading = "Examples",
        footer = {
            "  Serve all job files in the folder jobs:",
            "    reelbatch serve",
            "  Try one of them against the built-in simulator:",
            "    reelbatch serve jobs/inbox.yaml --rehearse"
        })
final class ServeCommand implements Callable<Integer> {

    private static final Path JOBS = Path.of("jobs");

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "JOBFILE", description = "job files (default: jobs/*.yaml)")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final HomeOptions home = new HomeOptions();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        boolean answers = answers(home.settings(terminal, Map.of()));
        JobFileStates states =
                files.isEmpty() ? JobFileStates.in(JOBS, Time.system()) : JobFileStates.of(files, Time.system());
        ServedFiles jobs = files.isEmpty()
                ? ServedFiles.found(yamlIn(JOBS, answers), terminal, answers)
                : ServedFiles.named(files, terminal, home.home(terminal));
        Settings settings = home.settings(terminal, jobs.settings());
        checkApprovals(jobs.jobs(), settings);
        try (WebServerStart start = answers(settings)
                        ? WebServerStart.begin(settings.serve(), home.springSettings(terminal))
                        : null;
                ApiConnection apiConnection = home.isRehearsal()
                        ? ApiConnection.rehearsal(settings)
                        : ApiConnection.real(jobs.apiUrl(), settings, terminal.environment());
                Session session = home.open(terminal, settings, apiConnection.time(), terminal.out())) {
            ServeLog serveLog = new ServeLog(terminal.out(), apiConnection.time());
            StopSignal stop = new StopSignal();
            Signals signals = Signals.stop(stop, terminal.out()::println);
            Server server = new Server(
                    session,
                    apiConnection.backend(),
                    new JobFilesOnDisk(states, jobs, all -> checkApprovals(all, settings), this::editor),
                    new Server.Way(
                            settings.serve().parallelRuns(),
                            home.isRehearsal(),
                            Inbox.Rules.DEFAULT.every(),
                            settings.serve().parsedPublicUrl(),
                            standardLimits()),
                    new RunNotifications(settings, terminal, home.isRehearsal()),
                    serveLog,
                    stop,
                    apiConnection.time());
            RequestedRuns requestedRuns = server.requestedRuns(
                    new HttpRunOptions(terminal), Path.of("out").toAbsolutePath());
            ServedHome.Serve serve = new ServedHome.Serve(
                    home.home(terminal),
                    session,
                    apiConnection,
                    settings,
                    home.set(terminal, jobs.settings()),
                    server,
                    requestedRuns);
            try (WebServer webServer =
                    start == null ? null : webServer(start, serve, home.inForce(terminal, jobs.settings()), serveLog)) {
                server.run();
            }
            return stop.wasInterrupted() ? signals.exitCode() : ExitCode.DEFECT;
        }
    }

    private JobFileEditor editor(JobFilesOnDisk disk) {
        Path homeFolder = home.home(terminal).folder();
        return new JobFileWriter(
                terminal.file(JOBS.toString()),
                files.isEmpty(),
                disk,
                new JobFilePlaces(terminal.file(""), List.of(homeFolder.toAbsolutePath(), JOBS, Path.of("out"))));
    }

    /** @throws UserException if runs could wait for an approval that nobody can give */
    private static void checkApprovals(List<ServedJob> jobs, Settings settings) {
        boolean canWait = jobs.stream()
                .map(job -> job.approval() == null
                        ? settings.approveAbove()
                        : job.approval().above())
                .anyMatch(Objects::nonNull);
        if (canWait && !answers(settings)) {
            throw new UserException(
                    Text.of(
                            "Runs above approve-above are approved over HTTP, which reelbatch.serve.port=none switches off. Set a port, or approve-above: none in the job files."));
        }
    }

    /** Returns the limits of a run that says nothing of them. */
    private RunLimits standardLimits() {
        RunCommand run = new RunCommand(terminal);
        CommandLines.parsed(run, terminal, List.of());
        return run.limits().limits(RowRanges.ALL, terminal);
    }

    private static boolean answers(Settings settings) {
        return !settings.serve().port().equals(ServeProperties.NO_PORT);
    }

    private WebServer webServer(
            WebServerStart start, ServedHome.Serve serve, List<SettingInForce> inForce, ServeLog serveLog) {
        HandedOverCommands commands = new HandedOverCommands(new ServedCommands(serve, terminal.environment()));
        WebServer webServer = start.serve(new WebServerStart.Served(
                serve.home(),
                serve.session(),
                serve.requestedRuns(),
                serve.server().jobFiles(),
                serve.server()
                        .sheetChecks(
                                new HttpSheetCheck(terminal, serve.home(), serve.session(), serve.settings()),
                                ApiConnection.proxies(terminal.environment())),
                commands,
                new SettingsInForce(inForce)));
        serveLog.say(Text.of("Answering on %s", webServer.url()));
        terminal.out()
                .println(webServer
                        .oneTimeLink()
                        .map(link -> Text.of("In a browser, once, within an hour: %s", link))
                        .orElseGet(() -> Text.of("In a browser, sign in at %s", signIn(serve, webServer))));
        terminal.out().flush();
        return webServer;
    }

    private static URI signIn(ServedHome.Serve serve, WebServer webServer) {
        URI given = serve.settings().serve().parsedPublicUrl();
        return (given == null ? webServer.url() : given).resolve("/login");
    }

    private static List<Path> yamlIn(Path folder, boolean mayBeMissing) {
        if (!Files.isDirectory(folder)) {
            if (mayBeMissing) {
                return List.of();
            }
            throw new UserException(
                    Text.of("There is no folder %s here. Name the job files: reelbatch serve JOBFILE...", folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(JobFile::isOne).sorted().toList();
        } catch (IOException e) {
            throw new UserException(Text.of("The folder %s can't be read: %s", folder, e.getMessage()));
        }
    }
}

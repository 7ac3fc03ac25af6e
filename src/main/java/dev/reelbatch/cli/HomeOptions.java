package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.SettingInForce;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.settings.SpringSettings;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options that choose the home, and what to do while another process uses it. */
@OptionGroup.In(OptionGroup.HOME)
final class HomeOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "folder with the database, the settings and the logs (default: $REELBATCH_HOME, else ~/.reelbatch)")
    private @Nullable Path folder;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            defaultValue = "0s",
            description =
                    "how long to wait if another reelbatch process is using the home folder, for example 10m (default: not at all)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration wait;

    @Option(
            names = "--existing-home",
            description = "refuse to make a new home where none is found, as on a disk that is not mounted")
    private boolean existing;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            description =
                    "format of the log in the home folder: text (the default), or json for an object in each line")
    private @Nullable String logFormat;

    @Option(
            names = "--rehearse",
            description = "run against the built-in simulator, which costs nothing; uses a home folder of its own")
    private boolean rehearse;

    @Option(
            names = "-D",
            paramLabel = "reelbatch.NAME=VALUE",
            description = "a setting, for example -Dreelbatch.poll.interval=3s; docs/settings.md lists them")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    private final @Nullable ServedHome served;

    /** @param served the home of a command that this process does for another one; null if it is this process's own */
    HomeOptions(@Nullable ServedHome served) {
        this.served = served;
    }

    /** Creates the options of a command that no other process does. */
    HomeOptions() {
        this(null);
    }

    /** Returns the home of a command that this process does for another one; null if it is this process's own. */
    @Nullable ServedHome served() {
        return served;
    }

    Home home(Terminal terminal) {
        if (served != null) {
            return served.home(folder);
        }
        Home home = realHome(terminal);
        return rehearse ? home.forRehearsal() : home;
    }

    private Home realHome(Terminal terminal) {
        return Home.find(folder, terminal.environment(), System.getProperty("user.home", ""));
    }

    /**
     * Opens the home, and reports it if a new one was made.
     *
     * @param words receives that report
     */
    Session open(Terminal terminal, Settings settings, Time time, PrintWriter words) throws InterruptedException {
        Home home = home(terminal);
        Session session = session(terminal, settings, time);
        if (session.isNew() && !home.rehearsal()) { // a new home does not know what was charged before
            words.println(Text.of(
                    "A new home was made in %s. It knows of no earlier run: every row counts as never charged. If you have used reelbatch before, press Ctrl-C and check --home, REELBATCH_HOME, and whether its disk is mounted.",
                    home.folder()));
            words.flush();
        }
        return session;
    }

    /** Opens the home. */
    Session session(Terminal terminal, Settings settings, Time time) throws InterruptedException {
        return served == null ? Session.open(home(terminal), settings, wait, time) : served.session();
    }

    /** Opens the home for reading. */
    Session reading(Terminal terminal, Settings settings, Duration atMost) throws InterruptedException {
        return served == null
                ? Session.openForReading(home(terminal), settings, atMost, Time.system())
                : served.session();
    }

    /**
     * Connects to the API at this address, or to the simulator in a rehearsal.
     *
     * @throws UserException if there is no key, or this process uses another API
     */
    ApiConnection connect(URI url, Settings settings, Terminal terminal) {
        if (served != null) {
            return served.connection(url, terminal.err());
        }
        return rehearse ? ApiConnection.rehearsal(settings) : ApiConnection.real(url, settings, terminal.environment());
    }

    /** Returns the request as the process that does this command runs it. */
    RunRequest request(RunRequest said, Terminal terminal) {
        ParseResult given = command.commandLine().getParseResult();
        boolean saysPace = given.hasMatchedOption("--rate") || given.hasMatchedOption("--max-in-flight");
        return served == null ? said : served.request(said, saysPace ? terminal.err() : null);
    }

    /** Runs the plan, here or through the {@code serve} that does this command. Returns the exit code. */
    int run(RunPlan runPlan, Runner runner) throws InterruptedException {
        return served == null ? runner.run(runPlan) : served.run(runPlan, runner, served.home(folder));
    }

    /**
     * Checks that the job may be changed, as far as this process knows.
     *
     * @throws UserException if it is running
     */
    void checkIsNotRunning(String job) {
        if (served != null) {
            served.unlessRunning(job, Set.of(), served.home(folder), () -> {});
        }
    }

    /**
     * Changes a job.
     *
     * @param requests the keys of requests whose clips no other job's run may be using
     * @throws UserException if it is running, or such a run is
     */
    void unlessRunning(String job, Set<String> requests, Runnable change) {
        if (served == null) {
            change.run(); // nobody else may open the home
        } else {
            served.unlessRunning(job, requests, served.home(folder), change);
        }
    }

    /** Returns the settings, which come from the real home even in a rehearsal, and from the job file if one is given. */
    Settings settings(Terminal terminal) {
        JobFile file = Input.jobFile(command);
        Map<String, String> ofFile = file == null ? Map.of() : file.settings();
        if (served != null) {
            Map<String, String> all = new LinkedHashMap<>(ofFile);
            all.putAll(own());
            return served.settings(all, terminal.err());
        }
        return settings(terminal, ofFile);
    }

    /** Returns the settings with those of several job files, which have full names. */
    Settings settings(Terminal terminal, Map<String, String> jobFiles) {
        return loader(terminal).load(realHome(terminal).settings(), new LinkedHashMap<>(jobFiles));
    }

    /** Returns the same settings one by one, with their origin. */
    List<SettingInForce> inForce(Terminal terminal, Map<String, String> jobFiles) {
        return loader(terminal).inForce(realHome(terminal).settings(), new LinkedHashMap<>(jobFiles));
    }

    private SettingsLoader loader(Terminal terminal) {
        Map<String, String> given = new LinkedHashMap<>(own());
        if (logFormat != null) {
            given.put("reelbatch.log-format", logFormat);
        }
        if (existing) {
            given.put("reelbatch.existing-home", "true");
        }
        return SettingsLoader.ofThisJvm(given, terminal.environment());
    }

    /** Returns all that is set for this process, by full name, as those of the job files have. */
    Map<String, String> set(Terminal terminal, Map<String, String> jobFiles) {
        Map<String, String> set = new LinkedHashMap<>(SettingsLoader.ofThisJvm(Map.of(), terminal.environment())
                .set(realHome(terminal).settings(), jobFiles));
        set.putAll(own());
        return set;
    }

    /** Returns Spring's own settings for {@code serve}. */
    Map<String, Object> springSettings(Terminal terminal) {
        return SpringSettings.load(realHome(terminal).settings(), own());
    }

    /** Returns the settings that the command line gives, by full name. */
    Map<String, String> own() {
        NamedValues.checkOnce(command, "-D");
        settings.keySet().stream()
                .filter(name -> !name.startsWith("reelbatch.") && !SpringSettings.has(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UserException(
                            Text.of("There is no setting %s; all settings begin with reelbatch.", name));
                });
        return settings;
    }

    Duration waitFor() {
        return wait;
    }

    boolean isRehearsal() {
        return rehearse;
    }
}

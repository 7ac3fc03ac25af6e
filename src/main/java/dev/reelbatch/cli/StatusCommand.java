package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.JobStatuses;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.terminal.HealthCheck;
import dev.reelbatch.terminal.StatusText;
import dev.reelbatch.terminal.SubmissionsText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code status} command: shows the state of jobs, even while one is running. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {"Shows the state of every job, even while one is running."},
        footerHeading = "Examples",
        footer = {
            "  Show every job:",
            "    reelbatch status",
            "  List everything that was submitted for a job, and may have cost money:",
            "    reelbatch status launch --submissions",
            "  For monitoring: exit code 3 if no run ended well in the last 26 hours:",
            "    reelbatch status launch --check --within=26h"
        })
final class StatusCommand implements Callable<Integer>, HandedOver {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "one job (default: all)")
    private @Nullable String job;

    @Option(names = "--json", description = "write JSON, for scripts")
    private boolean json;

    @Option(
            names = "--submissions",
            description = "list every POST ever made for JOB: everything that may have cost money")
    private boolean submissions;

    @Option(
            names = "--check",
            description =
                    "for monitoring: print one line, and exit with 0 if JOB's latest run is running or ended with "
                            + "everything delivered or accepted; otherwise with 3")
    private boolean check;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            defaultValue = "26h",
            description = "with --check: the run must not be older than this (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration within;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        if (job == null && (submissions || check)) {
            throw new UserException(
                    Text.of("%1$s needs a job: reelbatch status JOB %1$s", check ? "--check" : "--submissions"));
        }
        StatusText text = new StatusText(terminal.out(), json, home.isRehearsal());
        Home folder = home.home(terminal);
        List<StatusFile.Status> running = new StatusFile(folder)
                .read(Time.system().now()).stream().filter(this::isAskedFor).toList();
        if (!running.isEmpty() && HomeLock.isHeld(folder)) {
            return going(running, folder, text);
        }
        Settings settings = home.settings(terminal);
        if (folder.isNew() && settings.existingHome() && !folder.rehearsal()) {
            folder.requireExisting();
        }
        if (folder.isNew()) { // and stays so: reading the status makes no home
            if (job != null && !check) {
                throw new UserException(Text.of("There is no job \"%s\"; this home has no jobs yet.", job));
            }
            return nothingYet(folder, text);
        }
        try (Session session = home.reading(terminal, settings, home.waitFor())) {
            return show(session.standing(), text);
        }
    }

    private int going(List<StatusFile.Status> running, Home folder, StatusText text) throws InterruptedException {
        if (check) {
            return told(HealthCheck.of(running.get(0), within, Time.system().now()));
        }
        Settings settings = home.settings(terminal);
        try (Session session = home.reading(terminal, settings, Duration.ZERO)) {
            JobStatuses jobStatuses = session.standing();
            text.running(running, standings(jobStatuses), elsewhere(jobStatuses));
        } catch (UserException e) { // runs under way are shown anyway
            text.running(running, List.of(), Map.of());
        }
        return ExitCode.DELIVERED;
    }

    private List<JobStatuses.JobStanding> standings(JobStatuses jobStatuses) {
        if (job != null) {
            return json ? jobStatuses.find(job).stream().toList() : List.of();
        }
        return jobStatuses.jobs();
    }

    /**
     * Returns the submissions at other addresses; they belong to the whole home, so they are not shown for a single
     * job.
     */
    private Map<String, Integer> elsewhere(JobStatuses jobStatuses) {
        return job == null ? jobStatuses.openElsewhere(null) : Map.of();
    }

    private int nothingYet(Home folder, StatusText text) {
        if (check) {
            return told(HealthCheck.of(
                    String.valueOf(job), null, within, Time.system().now()));
        }
        text.jobs(List.of(), Map.of());
        if (!json && Files.exists(folder.forRehearsal().ledgerFile())) {
            terminal.out().println(Text.of("Rehearsals have a home of their own: add --rehearse to see them"));
        }
        return ExitCode.DELIVERED;
    }

    private int told(HealthCheck night) {
        terminal.out().println(json ? night.json() : night.line());
        return night.isGood() ? ExitCode.DELIVERED : ExitCode.NOT_ALL_DELIVERED;
    }

    private boolean isAskedFor(StatusFile.Status running) {
        return !submissions && (job == null || job.equalsIgnoreCase(running.job()));
    }

    private int show(JobStatuses jobStatuses, StatusText text) {
        String name = job;
        if (name == null) {
            text.jobs(jobStatuses.jobs(), elsewhere(jobStatuses));
        } else if (check) {
            return told(HealthCheck.of(
                    name,
                    jobStatuses.find(name).orElse(null),
                    within,
                    Time.system().now()));
        } else if (submissions) {
            try (var lines = jobStatuses.submissions(name)) {
                new SubmissionsText(terminal.out(), json, home.isRehearsal()).write(lines);
            }
        } else {
            text.jobs(List.of(jobStatuses.job(name)), Map.of());
        }
        return ExitCode.DELIVERED;
    }
}

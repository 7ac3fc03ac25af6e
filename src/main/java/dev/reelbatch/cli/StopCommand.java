package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeInUseException;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.RunProcess;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.StatusText;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The {@code stop} command: stops a job's run that another process is running. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stops a job's run from another terminal, also one in `serve`: no new submissions, and what is in progress "
                    + "is saved. A run of it that waits in `serve` is taken out of the queue. The same command as "
                    + "before resumes it. Exit code 0 also if it is not running."
        },
        footerHeading = "Examples",
        footer = {
            "  Stop a run, and withdraw what it has left:",
            "    reelbatch stop launch",
            "    reelbatch cancel launch --all"
        })
final class StopCommand implements Callable<Integer>, HandedOver {

    /** A run is out within 10 s; the rest is for a busy machine. */
    private static final Duration UNTIL_OUT = Duration.ofSeconds(15);

    /** A run that begins, or a command that only reads, holds the home for a moment without a status. */
    private static final Duration FOR_A_STATUS = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Terminal terminal;

    @Parameters(paramLabel = "JOB", description = "the job's name")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String job;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HomeOptions home;

    StopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public HomeOptions home() {
        return home;
    }

    @Override
    public Integer call() throws Exception {
        Home folder = home.home(terminal);
        if (home.served() != null) {
            return stop(home.served(), folder);
        }
        StatusFile.Status running = running(folder);
        if (running == null) {
            return notRunning(folder);
        }
        RunProcess process = process(running);
        if (!process.stop()) {
            throw new UserException(Text.of(
                    "%s is running in process %d of another user, who alone may stop it.",
                    running.job(), running.pid()));
        }
        terminal.out().println(Text.of("Stopping %s (process %d) …", running.job(), running.pid()));
        terminal.out().flush();
        return process.awaitEnd(UNTIL_OUT) ? stopped(folder) : stillSaving();
    }

    /** Stops a run of this process. */
    private int stop(ServedHome served, Home folder) throws InterruptedException {
        switch (served.stop(job)) {
            case NONE -> {
                return notRunning(folder);
            }
            case WITHDRAWN -> {
                terminal.out().println(Text.of("%s was waiting in `serve`, and is taken out of its queue.", job));
                return ExitCode.DELIVERED;
            }
            case ENDS -> {
                terminal.out()
                        .println(Text.of(
                                "Stopping %s (process %d) …",
                                job, ProcessHandle.current().pid()));
                terminal.out().flush();
            }
        }
        return served.awaitEnd(job, UNTIL_OUT) ? stopped(folder) : stillSaving();
    }

    private int notRunning(Home folder) throws InterruptedException {
        terminal.out()
                .println(Text.of("%s is not running.", standing(folder).job().name()));
        return ExitCode.DELIVERED;
    }

    private int stopped(Home folder) throws InterruptedException {
        report(standing(folder));
        return ExitCode.DELIVERED;
    }

    private int stillSaving() {
        terminal.out().println(Text.of("It is still saving what is in progress, and then ends. See: reelbatch status"));
        return ExitCode.HOME_IN_USE;
    }

    /**
     * Returns the status of the job's run; null if it is not running.
     *
     * @throws HomeInUseException if a process that holds the home does not say what it runs
     */
    private StatusFile.@Nullable Status running(Home folder) throws InterruptedException {
        Time time = Time.system();
        long start = time.nanos();
        while (!folder.isNew() && HomeLock.isHeld(folder)) {
            List<StatusFile.Status> all = new StatusFile(folder).read(time.now());
            for (StatusFile.Status status : all) {
                if (status.job().equalsIgnoreCase(job)) {
                    return status;
                }
            }
            if (!all.isEmpty()) {
                return null;
            }
            if (time.since(start).compareTo(FOR_A_STATUS) >= 0) {
                throw new HomeInUseException(folder);
            }
            time.sleep(GLANCE);
        }
        return null;
    }

    /** Returns the process, which runs this run and nothing else. */
    private static RunProcess process(StatusFile.Status running) {
        if (running.served()) {
            throw new UserException(
                    UserException.Kind.HOME_IN_USE,
                    Text.of(
                            "%s is run by `serve` (process %d), which takes no commands (reelbatch.serve.port). Stop `serve` itself; it resumes the run at its next start.",
                            running.job(), running.pid()),
                    null);
        }
        RunProcess process = RunProcess.of(running)
                .orElseThrow(() -> new UserException(
                        UserException.Kind.HOME_IN_USE,
                        Text.of(
                                "%s is running in a process %d that can't be identified here: it may be on another machine. Press Ctrl-C there.",
                                running.job(), running.pid()),
                        null));
        if (!process.canBeStopped()) {
            throw new UserException(Text.of(
                    "%s is running in process %d, but on this system no other process can stop it without losing answers. Press Ctrl-C in its window.",
                    running.job(), running.pid()));
        }
        return process;
    }

    private JobStanding standing(Home folder) throws InterruptedException {
        if (folder.isNew()) { // and stays so
            throw new UserException(Text.of("There is no job \"%s\"; this home has no jobs yet.", job));
        }
        try (Session session = home.reading(terminal, home.settings(terminal), Duration.ZERO)) {
            return session.standing().job(job);
        }
    }

    private void report(JobStanding standing) {
        new StatusText(terminal.out(), false, home.isRehearsal()).jobs(List.of(standing), Map.of());
        boolean isLeft = standing.run().loadedAs() == null
                || standing.states().keySet().stream().anyMatch(ClipState::isOpen);
        String name = standing.job().name();
        terminal.out()
                .println(
                        isLeft
                                ? Text.of(
                                        "%s is stopped. To resume: %s",
                                        name, home.home(terminal).command("run", "--job", name))
                                : Text.of("%s had nothing left to do.", name));
    }
}

package dev.reelbatch.cli;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.HomeInUseException;
import dev.reelbatch.job.Session;
import dev.reelbatch.job.Standing;
import dev.reelbatch.job.Standing.JobStanding;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: what stands where, also while a run is going on. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {"Says what stands where, also while a run is going on.", ""})
final class StatusCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "one job (default: all)")
    private @Nullable String job;

    @Option(names = "--json", description = "for scripts")
    private boolean json;

    @Option(names = "--submissions", description = "every POST ever made for JOB: all that may have cost money")
    private boolean submissions;

    @Mixin
    private final HomeOptions home = new HomeOptions();

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (submissions && job == null) {
            throw new UsageException("--submissions needs a job: reelbatch status JOB --submissions");
        }
        StatusText text = new StatusText(terminal.out(), json);
        Home folder = home.home(terminal);
        Optional<StatusFile.Status> running =
                new StatusFile(folder).read(Time.system().now());
        if (running.isPresent() && isAskedFor(running.get()) && isHeld(folder)) {
            text.running(running.get());
            return ExitCode.DELIVERED;
        }
        if (job == null && !Files.exists(Path.of(folder.ledger() + ".mv.db"))) {
            text.jobs(List.of());
            return ExitCode.DELIVERED;
        }
        Settings settings = home.settings(terminal, Map.of());
        try (Session session = Session.open(folder, settings, home.waitFor(), Time.system())) {
            show(session.standing(), text);
            return ExitCode.DELIVERED;
        } catch (HomeInUseException e) {
            return text.runningNow(new StatusFile(folder).read(Time.system().now()), e);
        }
    }

    private boolean isAskedFor(StatusFile.Status running) {
        return !submissions && (job == null || job.equalsIgnoreCase(running.job()));
    }

    /** A killed process leaves its status file behind, and can't keep the lock. */
    private static boolean isHeld(Home folder) throws InterruptedException {
        Optional<HomeLock> lock = HomeLock.take(folder, Duration.ZERO, Time.system());
        lock.ifPresent(HomeLock::close);
        return lock.isEmpty();
    }

    private void show(Standing standing, StatusText text) {
        String name = job;
        if (name == null) {
            text.jobs(standing.jobs());
        } else if (submissions) {
            try (var lines = standing.submissions(name)) {
                text.submissions(lines);
            }
        } else {
            JobStanding one = standing.job(name);
            text.jobs(List.of(one));
        }
    }
}

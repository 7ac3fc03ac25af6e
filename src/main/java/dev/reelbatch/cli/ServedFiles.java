package dev.reelbatch.cli;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.Payer;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The job files that one {@code serve} runs: one home, one account and one set of settings for all. */
final class ServedFiles {

    /** Options of the process, not of a job file. */
    private static final List<String> OF_SERVE = List.of("home", "existing-home", "wait", "rehearse");

    private final Terminal terminal;
    private final List<ServedJob> jobs = new ArrayList<>();
    private final Set<Path> inboxes = new HashSet<>();
    private final Map<String, Path> names = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, Path> settingsFrom = new TreeMap<>();
    private URI apiUrl = URI.create("https://api.modelverse.cn");

    private ServedFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Reads the named job files.
     *
     * @param home the home of {@code serve}
     * @throws UserException if a file is wrong, or has neither schedule nor inbox
     */
    static ServedFiles named(List<Path> files, Terminal terminal, Home home) {
        ServedFiles served = new ServedFiles(terminal);
        for (Path file : files) {
            JobFile job = JobFile.read(file);
            if (!JobTimes.of(job).isServed()) {
                throw new UserException(Text.of(
                        "%s has neither a schedule nor an inbox; run it now with: %s",
                        file, home.command("run", file.toString())));
            }
            served.add(job);
        }
        return served;
    }

    /**
     * Reads the job files of a folder, and keeps those with a schedule or an inbox.
     *
     * @param mayBeNone true if runs may come from elsewhere
     */
    static ServedFiles found(List<Path> files, Terminal terminal, boolean mayBeNone) {
        ServedFiles served = new ServedFiles(terminal);
        for (Path file : files) {
            JobFile job = JobFile.read(file);
            if (JobTimes.of(job).isServed()) {
                served.add(job);
            }
        }
        if (served.jobs.isEmpty() && !mayBeNone) {
            throw new UserException(
                    Text.of("No job file in jobs/ has a schedule or an inbox, so there is nothing to serve."));
        }
        return served;
    }

    private void add(JobFile file) {
        Path same = names.put(file.jobName().toLowerCase(Locale.ROOT), file.file());
        if (same != null) {
            throw new UserException(Text.of(
                    "%s and %s are both the job \"%s\"; give one of them another with the key job",
                    same, file.file(), file.jobName()));
        }
        ServedJob job = file.kind() == JobFile.Source.RERUN ? rerun(file) : run(file);
        OF_SERVE.stream().filter(file::says).findFirst().ifPresent(key -> {
            throw new UserException(Text.of(
                    "%s: %s applies to all jobs together; give it to serve itself: reelbatch serve %s",
                    file.file(), key, "--" + key));
        });
        file.settings().forEach((name, value) -> merge(name, value, file.file()));
        if (job.source() instanceof ServedJob.HotFolder inbox && !inboxes.add(inbox.folder())) {
            throw new UserException(
                    Text.of("%s: the inbox %s is already used by another job file", file.file(), inbox.folder()));
        }
        jobs.add(job);
    }

    private void merge(String name, String value, Path file) {
        String before = settings.putIfAbsent(name, value);
        Path from = settingsFrom.putIfAbsent(name, file);
        if (before != null && !before.equals(value)) {
            throw new UserException(Text.of(
                    "%s sets %s: %s, but %s sets it to %s. Settings apply to all jobs of one serve process.",
                    from, name, before, file, value));
        }
    }

    private ServedJob rerun(JobFile file) {
        RerunCommand rerun = CommandLines.parsed(new RerunCommand(terminal), file, terminal);
        rerun.checkUsage();
        sameApi(file, rerun.limits().apiUrl());
        ServedJob.Source source = new ServedJob.Rerun(rerun.job(), rerun.selection());
        return new ServedJob(
                file.jobName(),
                file.file().getFileName().toString(),
                source,
                charged(file, rerun.request().served()),
                JobTimes.of(file).when(),
                JobTimes.of(file).approval());
    }

    private ServedJob run(JobFile file) {
        RunCommand run = CommandLines.parsed(new RunCommand(terminal), file, terminal);
        sameApi(file, run.limits().apiUrl());
        RunRequest request = charged(file, run.request().served());
        JobTimes times = JobTimes.of(file);
        ServedJob.Source source = file.kind() == JobFile.Source.INBOX
                ? new ServedJob.HotFolder(
                        terminal.file(file.source()).toAbsolutePath().normalize(), times.settle(), times.doneMarker())
                : sheet(run.link(), request);
        return new ServedJob(
                file.jobName(), file.file().getFileName().toString(), source, request, times.when(), times.approval());
    }

    private static RunRequest charged(JobFile file, RunRequest request) {
        Payer payer = Payer.jobFile(file.jobName(), JobTimes.of(file).budget());
        return request.within(request.limits().chargedTo(payer));
    }

    private ServedJob.Source sheet(@Nullable SheetLink link, RunRequest request) {
        return link == null
                ? new ServedJob.Sheet(Objects.requireNonNull(request.input()))
                : new ServedJob.Link(link, ApiConnection.proxies(terminal.environment()));
    }

    private void sameApi(JobFile file, URI url) {
        if (!jobs.isEmpty() && !ApiNames.areSame(url, apiUrl)) {
            throw new UserException(Text.of(
                    "%s: its api-url is %s, but the others use %s. One serve process uses one account; start another one with its own home.",
                    file.file(), url, apiUrl));
        }
        apiUrl = url;
    }

    List<ServedJob> jobs() {
        return List.copyOf(jobs);
    }

    /** Returns the settings of all files together, by full name. */
    Map<String, String> settings() {
        return settings;
    }

    URI apiUrl() {
        return apiUrl;
    }
}

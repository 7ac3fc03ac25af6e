package dev.reelbatch.cli;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.home.Home;
import dev.reelbatch.ledger.Payer;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The job files that one {@code serve} runs: one home, one account and one set of settings for all. */
final class ServedFiles {

    /** Options of the process, not of a job file. */
    private static final List<String> OF_SERVE = List.of("home", "existing-home", "wait", "rehearse");

    private static final URI VENDOR = URI.create("https://api.modelverse.cn");

    private final Terminal terminal;
    private final Map<Path, Served> served;
    private final @Nullable URI apiUrl; // null as long as any will do

    /** A job file with what it says. */
    private record Served(JobFile file, ServedJob job, URI apiUrl) {}

    private ServedFiles(Terminal terminal, Map<Path, Served> served, @Nullable URI apiUrl) {
        this.terminal = terminal;
        this.served = served;
        this.apiUrl = apiUrl;
    }

    private static ServedFiles none(Terminal terminal) {
        return new ServedFiles(terminal, new TreeMap<>(), null);
    }

    /**
     * Reads the named job files.
     *
     * @param home the home of {@code serve}
     * @throws UserException if a file is wrong, or has neither schedule nor inbox
     */
    static ServedFiles named(List<Path> files, Terminal terminal, Home home) {
        ServedFiles served = none(terminal);
        for (Path file : files) {
            JobFile job = JobFile.read(file);
            if (!JobTimes.of(job).isServed()) {
                throw new UserException(Text.of(
                        "%s has neither a schedule nor an inbox; run it now with: %s",
                        file, home.command("run", file.toString())));
            }
            served = served.with(job);
        }
        return served;
    }

    /**
     * Reads the job files of a folder, and keeps those with a schedule or an inbox.
     *
     * @param mayBeNone true if runs may come from elsewhere
     */
    static ServedFiles found(List<Path> files, Terminal terminal, boolean mayBeNone) {
        ServedFiles served = none(terminal);
        for (Path file : files) {
            JobFile job = JobFile.read(file);
            if (JobTimes.of(job).isServed()) {
                served = served.with(job);
            }
        }
        if (served.served.isEmpty() && !mayBeNone) {
            throw new UserException(
                    Text.of("No job file in jobs/ has a schedule or an inbox, so there is nothing to serve."));
        }
        return served;
    }

    /** Returns the same files, to which no others can be added than those that use the same API. */
    ServedFiles onItsApi() {
        return new ServedFiles(terminal, served, apiUrl());
    }

    /** Returns the file of a job; empty if it has none. */
    Optional<Path> file(String job) {
        return served.values().stream()
                .map(Served::file)
                .filter(file -> JobName.isSame(file.jobName(), job))
                .map(JobFile::file)
                .findFirst();
    }

    /** Returns the files without one of them. */
    ServedFiles without(Path file) {
        Map<Path, Served> others = new TreeMap<>(served);
        others.remove(file);
        return new ServedFiles(terminal, others, apiUrl);
    }

    /**
     * Returns the files with another one, or with a file as it is now.
     *
     * @throws UserException if it is wrong, or does not go together with the others
     */
    ServedFiles with(JobFile file) {
        ServedFiles others = without(file.file());
        others.checkName(file);
        Served added = file.kind() == JobFile.Source.RERUN ? others.rerun(file) : others.run(file);
        OF_SERVE.stream().filter(file::says).findFirst().ifPresent(key -> {
            throw new UserException(Text.of(
                    "%s: %s applies to all jobs together; give it to serve itself: reelbatch serve %s",
                    file.file(), key, "--" + key));
        });
        others.checkSettings(file);
        others.checkInbox(added);
        Map<Path, Served> all = new TreeMap<>(others.served);
        all.put(file.file(), added);
        return new ServedFiles(terminal, all, apiUrl == null ? added.apiUrl() : apiUrl);
    }

    private void checkName(JobFile file) {
        served.values().stream()
                .map(Served::file)
                .filter(other -> other.jobName().equalsIgnoreCase(file.jobName()))
                .findFirst()
                .ifPresent(same -> {
                    throw new UserException(Text.of(
                            "%s and %s are both the job \"%s\"; give one of them another with the key job",
                            same.file(), file.file(), file.jobName()));
                });
    }

    private void checkInbox(Served added) {
        if (added.job().source() instanceof ServedJob.HotFolder inbox
                && served.values().stream()
                        .anyMatch(other -> other.job().source() instanceof ServedJob.HotFolder used
                                && used.folder().equals(inbox.folder()))) {
            throw new UserException(Text.of(
                    "%s: the inbox %s is already used by another job file",
                    added.file().file(), inbox.folder()));
        }
    }

    private void checkSettings(JobFile file) {
        for (Served other : served.values()) {
            other.file().settings().forEach((name, before) -> {
                String value = file.settings().get(name);
                if (value != null && !before.equals(value)) {
                    throw new UserException(Text.of(
                            "%s sets %s: %s, but %s sets it to %s. Settings apply to all jobs of one serve process.",
                            other.file().file(), name, before, file.file(), value));
                }
            });
        }
    }

    private Served rerun(JobFile file) {
        RerunCommand rerun = CommandLines.parsed(new RerunCommand(terminal), file, terminal);
        rerun.checkUsage();
        ServedJob.Source source = new ServedJob.Rerun(rerun.job(), rerun.selection());
        return served(file, source, rerun.request().served(), rerun.limits().apiUrl());
    }

    private Served run(JobFile file) {
        RunCommand run = CommandLines.parsed(new RunCommand(terminal), file, terminal);
        RunRequest request = run.request().served();
        JobTimes times = JobTimes.of(file);
        ServedJob.Source source = file.kind() == JobFile.Source.INBOX
                ? new ServedJob.HotFolder(
                        terminal.file(file.source()).toAbsolutePath().normalize(), times.settle(), times.doneMarker())
                : sheet(run.link(), request);
        return served(file, source, request, run.limits().apiUrl());
    }

    private Served served(JobFile file, ServedJob.Source source, RunRequest request, URI url) {
        checkApi(file, url);
        JobTimes times = JobTimes.of(file);
        ServedJob job = new ServedJob(
                file.jobName(),
                file.file().getFileName().toString(),
                source,
                charged(file, request),
                times.when(),
                times.approval());
        return new Served(file, job, url);
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

    private void checkApi(JobFile file, URI url) {
        if (apiUrl != null && !ApiNames.areSame(url, apiUrl)) {
            throw new UserException(Text.of(
                    "%s: its api-url is %s, but the others use %s. One serve process uses one account; start another one with its own home.",
                    file.file(), url, apiUrl));
        }
    }

    /** Returns their jobs, in the order of the files' names. */
    List<ServedJob> jobs() {
        return served.values().stream().map(Served::job).toList();
    }

    /** Returns the settings of all files together, by full name. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        served.values().forEach(one -> settings.putAll(one.file().settings()));
        return settings;
    }

    URI apiUrl() {
        return Objects.requireNonNullElse(apiUrl, VENDOR);
    }
}

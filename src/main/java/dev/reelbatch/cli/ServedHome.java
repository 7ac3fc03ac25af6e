package dev.reelbatch.cli;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.handover.ClientConsole;
import dev.reelbatch.home.Home;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.serve.CommandedRun;
import dev.reelbatch.serve.JobRunningException;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.serve.Server;
import dev.reelbatch.serve.Stopping;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The home of a command that a {@code serve} does for a person at another process: that of the {@code serve}. */
final class ServedHome implements AutoCloseable {

    /** Settings that a command does not need: they are of a {@code serve}, of a rehearsal, or of its own log. */
    private static final List<String> NOT_OF_RUNS =
            List.of("reelbatch.serve.", "reelbatch.rehearsal.", "reelbatch.log-format", "reelbatch.existing-home");

    /** Settings that limit what is spent: a command that gives another value must not run without it. */
    private static final Set<String> OF_MONEY = Set.of("reelbatch.budget");

    private final Serve serve;
    private final ClientConsole client;
    private final CommandedRun commanded;
    private final Set<String> given = new HashSet<>(); // by the command line or its job file
    private boolean isNoted;

    /**
     * What all commands of a {@code serve} share.
     *
     * @param set all settings that are not as by default, by full name
     */
    record Serve(
            Home home,
            Session session,
            ApiConnection connection,
            Settings settings,
            Map<String, String> set,
            Server server,
            RequestedRuns requestedRuns) {}

    ServedHome(Serve serve, ClientConsole client) {
        this.serve = serve;
        this.client = client;
        this.commanded = serve.requestedRuns().command(client.folder(), client.language());
    }

    /** @param option the person's {@code --home}, for commands to be typed there */
    Home home(@Nullable Path option) {
        return new Home(
                serve.home().folder(),
                serve.home().rehearsal(),
                option == null ? null : option.toAbsolutePath().normalize());
    }

    Session session() {
        return serve.session().borrowed();
    }

    /**
     * Returns the settings, which are those of {@code serve}.
     *
     * @param asked settings that the command gives, by full name
     * @param words receives a note of those that do not apply
     * @throws UserException if the command must not do without one of them
     */
    Settings settings(Map<String, String> asked, PrintWriter words) {
        Set<String> others = new TreeSet<>(asked.keySet());
        others.removeIf(name -> Objects.equals(asked.get(name), serve.set().get(name)));
        given.addAll(asked.keySet());
        note(others, words);
        return serve.settings();
    }

    private void note(Set<String> others, PrintWriter words) {
        others.stream().filter(OF_MONEY::contains).findFirst().ifPresent(name -> {
            throw new UserException(Text.of(
                    "This home is used by `serve`, whose %s applies to all runs. Leave it out, or start `serve` with it.",
                    name));
        });
        if (!others.isEmpty()) {
            words.println(Text.of(
                    "Note: %s",
                    Text.of(
                            "this home is used by `serve`, whose settings apply instead of: %s",
                            String.join(", ", others))));
        }
    }

    /**
     * Returns the connection of {@code serve}.
     *
     * @param words receives a note of settings in the person's environment that do not apply
     * @throws UserException if {@code serve} uses another API or key, where the money would go, or another budget
     */
    ApiConnection connection(URI url, PrintWriter words) {
        checkTarget(url);
        Set<String> others = client.settingsOtherThan(serve.set());
        others.removeIf(name -> given.contains(name) || NOT_OF_RUNS.stream().anyMatch(name::startsWith));
        note(others, words);
        return serve.connection().borrowed();
    }

    private void checkTarget(URI url) {
        URI own = serve.connection().backend().api().baseUrl();
        if (!serve.home().rehearsal() && !ApiNames.areSame(url, own)) {
            throw new UserException(Text.of(
                    "This home is used by `serve`, which sends to %s, not to %s. Add --api-url %s, or stop `serve` first.",
                    own, url, own));
        }
        if (!serve.home().rehearsal()
                && client.hasOtherKey(serve.connection().backend().key())) {
            throw new UserException(
                    Text.of(
                            "This home is used by `serve`, which pays with another API key than the one of your environment. Unset MODELVERSE_API_KEY and MODELVERSE_API_KEY_FILE to use that of `serve`, or stop `serve` first."));
        }
    }

    /**
     * Returns the request as it is done by {@code serve}: with its limits, and the sheet as it is now.
     *
     * @param words receives a note if the command gives another pace; null if it gives none
     */
    RunRequest request(RunRequest said, @Nullable PrintWriter words) {
        RunRequest held = commanded.request(said);
        RunLimits pace = held.limits();
        boolean isOther = !pace.rate().equals(said.limits().rate())
                || pace.maxInFlight() != said.limits().maxInFlight();
        if (isOther && words != null && !isNoted) {
            isNoted = true; // once, though an unclear sheet is planned again
            words.println(Text.of(
                    "Note: %s",
                    Text.of(
                            "this home is used by `serve`, which submits for all runs together at most %s, %d at once",
                            pace.rate(), pace.maxInFlight())));
        }
        return held;
    }

    int run(RunPlan runPlan, Runner runner, Home home) throws InterruptedException {
        return runner.follow(runPlan, commanded, client, home);
    }

    /** Stops the job's run, and takes those that wait out of the queue. */
    Stopping stop(String job) {
        return serve.server().stop(job);
    }

    /** Waits until the job has no run any more. Returns false if it still has one then. */
    boolean awaitEnd(String job, Duration atMost) throws InterruptedException {
        return serve.server().awaitEnd(job, atMost);
    }

    /**
     * Changes a job's rows.
     *
     * @param requests the keys of the requests whose clips are taken from other runs
     * @param home as the person names it
     */
    void unlessRunning(String job, Set<String> requests, Home home, Runnable change) {
        try {
            serve.server().doUnlessRunning(job, requests, change);
        } catch (JobRunningException e) {
            throw new UserException(
                    UserException.Kind.HOME_IN_USE,
                    Text.of("%s is running in `serve`. Stop it first: %s", e.job(), home.command("stop", e.job())),
                    null);
        }
    }

    @Override
    public void close() {
        commanded.close();
    }
}

package dev.reelbatch.web.console;

import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.User;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.Disks;
import dev.reelbatch.web.Readiness.Problem;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Whether the server is well, how fast it goes, and which settings are in force, without secrets and folders. */
record SystemView(
        String title, String sub, List<Check> checks, List<Pace> paces, List<Value> settings, List<PersonLine> people)
        implements PageView {

    private static final double GIGABYTE = 1e9;

    /** Something that has to be well. */
    record Check(StateView state, String name, String text) {}

    /** The pace of a run. */
    record Pace(String job, String address, String text, String slowdown) {}

    /** A setting with its value. */
    record Value(String name, String text) {}

    /** A person with what they may do. */
    record PersonLine(String name, String address, String text) {}

    static SystemView of(
            @Nullable Problem problem,
            String database,
            Disks disks,
            Settings settings,
            List<RequestedRun> running,
            RequestedRuns requestedRuns,
            List<User> users) {
        return new SystemView(
                Text.of("System"),
                RunningView.joined(
                        "reelbatch " + Objects.requireNonNullElse(BuildInfo.version(), ""),
                        BuildInfo.commit().getProperty("git.commit.id.abbrev", ""),
                        "Java " + Runtime.version().feature(),
                        Text.of(
                                "up for %s",
                                Durations.text(Duration.ofMillis(
                                        ManagementFactory.getRuntimeMXBean().getUptime())))),
                List.of(
                        check(
                                Text.of("API"),
                                problem != Problem.KEY_REFUSED,
                                problem == Problem.KEY_REFUSED ? problem.text() : Text.of("has not rejected the key")),
                        check(
                                Text.of("Database"),
                                problem != Problem.DATABASE && !database.isEmpty(),
                                problem == Problem.DATABASE ? problem.text() : database),
                        disk(Text.of("Disk of the home"), disks.home(), settings),
                        disk(Text.of("Disk of the results"), disks.results(), settings)),
                running.stream()
                        .flatMap(run -> requestedRuns.progress(run.id()).map(now -> pace(run, now)).stream())
                        .toList(),
                settings(settings),
                users.stream().map(SystemView::person).toList());
    }

    boolean hasPaces() {
        return !paces.isEmpty();
    }

    boolean hasPeople() {
        return !people.isEmpty();
    }

    private static Check check(String name, boolean isWell, String text) {
        return new Check(
                isWell ? new StateView("delivered", Text.of("OK")) : new StateView("failed", Text.of("Problem")),
                name,
                text);
    }

    private static Check disk(String name, Disks.Space space, Settings settings) {
        if (Double.isNaN(space.free())) {
            return new Check(new StateView("late", Text.of("Unknown")), name, Text.of("can't be read"));
        }
        long least = settings.serve().minFreeSpace().toBytes();
        return check(
                name,
                space.free() >= least,
                Text.of("%s GB of %s GB free", gigabytes(space.free()), gigabytes(space.size())));
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / GIGABYTE);
    }

    private static Pace pace(RequestedRun run, RunProgress progress) {
        return new Pace(
                run.job(),
                Addresses.ofRun(run.id()),
                Text.of(
                        "%s a minute, at most %s; %d being made",
                        String.format(Locale.ROOT, "%.1f", progress.perMinute()),
                        progress.rate(),
                        progress.clips(state -> state.isInFlight())),
                progress.slowdown() == null ? "" : progress.slowdown().message());
    }

    /** Named one by one, so that none with a secret, an address or a folder is among them. */
    private static List<Value> settings(Settings all) {
        return Stream.of(
                        new Value("budget", Objects.requireNonNullElse(all.budget(), "")),
                        new Value(
                                "approve-above",
                                all.approveAbove() == null
                                        ? ""
                                        : all.approveAbove().toPlainString()),
                        new Value("budget-zone", Objects.requireNonNullElse(all.budgetZone(), "")),
                        new Value(
                                "serve.parallel-runs",
                                String.valueOf(all.serve().parallelRuns())),
                        new Value("serve.upload-limit", size(all.serve().uploadLimit())),
                        new Value("serve.min-free-space", size(all.serve().minFreeSpace())),
                        new Value(
                                "serve.session-idle", Durations.text(all.serve().sessionIdle())),
                        new Value(
                                "serve.session-life", Durations.text(all.serve().sessionLife())),
                        new Value("serve.keep-audit", Durations.text(all.serve().keepAudit())),
                        new Value("submit.parallel", String.valueOf(all.submit().parallel())),
                        new Value(
                                "submit.outage-pause",
                                Durations.text(all.submit().outagePause())),
                        new Value("poll.interval", Durations.text(all.poll().interval())),
                        new Value("poll.rate", all.poll().rate().toString()),
                        new Value(
                                "poll.give-up-after", Durations.text(all.poll().giveUpAfter())),
                        new Value("poll.rest-after", Durations.text(all.poll().restAfter())),
                        new Value(
                                "download.parallel",
                                String.valueOf(all.download().parallel())))
                .filter(setting -> !setting.text().isEmpty())
                .toList();
    }

    private static String size(DataSize size) {
        return size.toMegabytes() + " MB";
    }

    private static PersonLine person(User user) {
        return new PersonLine(
                user.name(),
                "/people/" + Addresses.escaped(user.name()),
                RunningView.joined(
                        ConsolePages.mayDo(user.role()),
                        user.budget() == null ? "" : user.budget().text()));
    }
}

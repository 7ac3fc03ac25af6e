package dev.reelbatch.web.console;

import dev.reelbatch.home.BuildInfo;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.User;
import dev.reelbatch.settings.SettingInForce;
import dev.reelbatch.settings.SettingInForce.Origin;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the server is well, how fast it goes, and which settings are in force, without secrets and folders. */
record SystemView(
        String title,
        String sub,
        List<Check> checks,
        PaceChart chart,
        String places,
        String placesByJob,
        List<Pace> paces,
        List<SettingView> chosen,
        List<SettingView> settings,
        String allSettings,
        List<PersonLine> people)
        implements PageView {

    private static final double GIGABYTE = 1e9;
    private static final int MOST_JOBS = 6;
    private static final int MOST_DAYS = 999;
    private static final Set<String> ALWAYS = Set.of("reelbatch.budget", "reelbatch.approve-above");

    /** Something that has to be well. */
    record Check(StateView state, String name, String text) {}

    /** The pace of a run. */
    record Pace(String job, String address, String text, String slowdown) {}

    /** A person with what they may do. */
    record PersonLine(String name, String address, String text) {}

    static SystemView of(SystemData data) {
        List<SettingView> settings =
                data.inForce().stream().map(SettingView::of).toList();
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
                        api(data),
                        check(
                                Text.of("Database"),
                                data.problem() != Problem.DATABASE
                                        && !data.database().isEmpty(),
                                data.problem() == Problem.DATABASE
                                        ? data.problem().text()
                                        : data.database()),
                        disk(Text.of("Disk of the home"), data.home(), null, data.settings()),
                        disk(Text.of("Disk of the results"), data.results(), data.bytesADay(), data.settings()),
                        notifications(data.settings())),
                PaceChart.of(data.hour(), new ShownTimes(data.now())),
                Text.of(
                        "%d of %d",
                        data.inFlight().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        data.places()),
                data.inFlight().entrySet().stream()
                        .limit(MOST_JOBS)
                        .map(job -> job.getKey() + " " + job.getValue())
                        .collect(Collectors.joining(", ")),
                data.running().stream()
                        .flatMap(run -> data.requestedRuns().progress(run.id()).map(now -> pace(run, now)).stream())
                        .toList(),
                chosen(data.inForce()),
                settings,
                Text.of("All %d", settings.size()),
                data.users().stream().map(SystemView::person).toList());
    }

    /** The settings that are not as by default, and those of money. */
    private static List<SettingView> chosen(List<SettingInForce> all) {
        return all.stream()
                .filter(setting -> setting.origin() != Origin.DEFAULT || ALWAYS.contains(setting.name()))
                .map(SettingView::of)
                .toList();
    }

    private static Check api(SystemData data) {
        if (data.problem() == Problem.KEY_REFUSED) {
            return check(Text.of("API"), false, data.problem().text());
        }
        return check(
                Text.of("API"),
                true,
                RunningView.joined(
                        data.answersIn() == null
                                ? ""
                                : Text.of("answers in %d ms", data.answersIn().toMillis()),
                        data.keyAccepted() ? Text.of("key accepted") : Text.of("has not rejected the key")));
    }

    private static Check notifications(Settings settings) {
        boolean isOn =
                settings.notification().url() != null || settings.notification().urlFile() != null;
        return new Check(
                new StateView(isOn ? "delivered" : "late", isOn ? Text.of("OK") : Text.of("Off")),
                Text.of("Notifications"),
                isOn
                        ? Text.of("sent to a webhook at the end of runs")
                        : Text.of("nobody is notified of the end of runs"));
    }

    boolean hasChosen() {
        return !chosen.isEmpty();
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

    private static Check disk(String name, Disks.Space space, @Nullable Long bytesADay, Settings settings) {
        if (Double.isNaN(space.free())) {
            return new Check(new StateView("late", Text.of("Unknown")), name, Text.of("can't be read"));
        }
        long least = settings.serve().minFreeSpace().toBytes();
        return check(
                name,
                space.free() >= least,
                RunningView.joined(
                        Text.of("%s GB of %s GB free", gigabytes(space.free()), gigabytes(space.size())),
                        days(space, bytesADay)));
    }

    private static String days(Disks.Space space, @Nullable Long bytesADay) {
        if (bytesADay == null || bytesADay == 0) {
            return "";
        }
        long days = Math.round(space.free() / bytesADay);
        return days > MOST_DAYS ? "" : Text.of("about %d days at the pace of the last week", days);
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

    private static PersonLine person(User user) {
        return new PersonLine(
                user.name(),
                "/people/" + Addresses.escaped(user.name()),
                RunningView.joined(
                        ConsolePages.mayDo(user.role()),
                        user.budget() == null ? "" : user.budget().text()));
    }
}

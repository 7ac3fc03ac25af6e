package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The overview.
 *
 * @param said what a screen reader is told when it changes: the latest end of a run
 */
record OverviewView(
        String title,
        String sub,
        boolean isFirstUse,
        List<RunningView> running,
        ForecastView forecast,
        List<OverviewData.LatestVideo> latest,
        List<Line> needs,
        List<Line> waiting,
        List<RunRowView> ended,
        MoneyView money,
        List<JobFileView> schedules,
        List<JobFileView> folders,
        String said)
        implements PageView {

    boolean hasRunning() {
        return !running.isEmpty();
    }

    boolean hasLatest() {
        return !latest.isEmpty();
    }

    boolean hasNeeds() {
        return !needs.isEmpty();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    boolean hasEnded() {
        return !ended.isEmpty();
    }

    boolean hasSchedules() {
        return !schedules.isEmpty();
    }

    boolean hasFolders() {
        return !folders.isEmpty();
    }

    private static final int SHOWN = 6;
    private static final Duration LATELY = Duration.ofDays(7);

    /**
     * Something that waits, or needs a person.
     *
     * @param withdrawal where to take it out of the queue; empty if it is not in it
     * @param asks true if an admin has to answer
     */
    record Line(
            StateView state, String job, String address, String meta, String text, String withdrawal, boolean asks) {}

    static OverviewView of(OverviewData data, @Nullable BigDecimal approveAbove) {
        ShownTimes times = new ShownTimes(data.now());
        List<RunningView> running =
                data.running().stream().map(run -> running(run, data, times)).toList();
        List<Line> needs = needs(data, times);
        List<Line> waiting = data.waiting().stream()
                .map(run -> waiting(run, data, times, approveAbove))
                .toList();
        List<RunRowView> ended = data.ended().stream()
                .limit(SHOWN)
                .map(run -> RunRowView.of(run, data.standing(run), times))
                .toList();
        return new OverviewView(
                data.isFirstUse() ? Text.of("Welcome to reelbatch") : Text.of("Overview"),
                data.isFirstUse()
                        ? Text.of("A sheet of prompts in, a folder of videos out. Three steps to the first one.")
                        : Text.of("%s · %d running, %d waiting", times.nowInFull(), running.size(), waiting.size()),
                data.isFirstUse(),
                running,
                ForecastView.of(data, times),
                data.latest(),
                needs,
                waiting,
                ended,
                MoneyView.of(data.spending()),
                data.jobFiles().stream()
                        .filter(one -> one.kind() == JobFiles.Kind.SCHEDULE && one.next() != null)
                        .sorted(Comparator.comparing(one -> Objects.requireNonNull(one.next())))
                        .limit(SHOWN)
                        .map(one -> JobFileView.of(one, times))
                        .toList(),
                data.jobFiles().stream()
                        .filter(one -> one.kind() == JobFiles.Kind.INBOX)
                        .limit(SHOWN)
                        .map(one -> JobFileView.of(one, times))
                        .toList(),
                ended.isEmpty()
                        ? ""
                        : ended.get(0).job() + ": " + ended.get(0).state().word());
    }

    private static RunningView running(RequestedRun run, OverviewData data, ShownTimes times) {
        RunningView view =
                RunningView.of(run, data.standing(run), data.progress().get(run.id()), times);
        String nextTry = WaitView.nextTry(data.waits().get(run.id()), times);
        return nextTry.isEmpty() ? view : view.waiting(nextTry);
    }

    /** Returns the latest runs of jobs that ended without all their videos, of which a person has not accepted all. */
    private static List<Line> needs(OverviewData data, ShownTimes times) {
        Set<String> seen = data.running().stream().map(RequestedRun::job).collect(Collectors.toSet());
        return data.ended().stream()
                .filter(run -> seen.add(run.job()))
                .filter(run -> run.state() == State.INCOMPLETE
                        && run.endedAt() != null
                        && Duration.between(run.endedAt(), data.now()).compareTo(LATELY) < 0
                        && RunRowView.missing(data.standing(run)) != 0)
                .limit(SHOWN)
                .map(run -> need(run, data.standing(run), times))
                .toList();
    }

    private static Line need(RequestedRun run, @Nullable JobStanding standing, ShownTimes times) {
        int inDoubt = standing == null ? 0 : standing.states().getOrDefault(ClipState.IN_DOUBT, 0);
        return new Line(
                inDoubt > 0
                        ? new StateView("doubt", Text.of("In doubt"))
                        : new StateView("failed", Text.of("Incomplete")),
                run.job(),
                Addresses.ofRun(run.id()),
                RunningView.joined(
                        RunRowView.number(standing),
                        times.text(Objects.requireNonNullElse(run.endedAt(), run.requestedAt()))),
                inDoubt > 0
                        ? Text.of(
                                "%s may have been charged: no answer came. Check the account, then rerun or resolve them.",
                                Text.counted(inDoubt, "video"))
                        : missing(run, standing),
                "",
                false);
    }

    /** Says nothing of an end whose rows have ended, too, but how many are missing: the page of the run has the reasons. */
    private static String missing(RequestedRun run, @Nullable JobStanding standing) {
        boolean hasEnded =
                standing != null && standing.states().keySet().stream().noneMatch(ClipState::isOpen);
        return hasEnded
                ? Text.of(
                        "%s missing. The page of the run says why, and what helps.",
                        Text.counted(RunRowView.missing(standing), "video"))
                : RunRowView.message(run);
    }

    private static Line waiting(
            RequestedRun run, OverviewData data, ShownTimes times, @Nullable BigDecimal approveAbove) {
        boolean asks = run.state() == State.WAITING_FOR_APPROVAL;
        String limit = RunningView.limit(run);
        return new Line(
                StateView.of(run.state()),
                run.job(),
                Addresses.ofRun(run.id()),
                RunningView.joined(
                        RunRowView.number(data.standing(run)),
                        RunRowView.by(run),
                        times.text(run.requestedAt()),
                        limit.isEmpty() ? "" : Text.of("at most %s", limit)),
                WaitView.text(run, data, times, approveAbove),
                "/runs/" + run.id() + "/withdraw",
                asks);
    }
}

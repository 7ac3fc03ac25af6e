package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.report.CourseChart;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.RequestNote;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of a run.
 *
 * @param number as in {@code run 4}; empty until it has begun
 * @param sub who requested and approved it, and when
 * @param message the reason for its end; empty if there is none
 * @param approval what an admin has to decide; null if nothing
 * @param stages empty until it has begun
 * @param course null until it has submitted a video
 * @param courseComes true if the course is being read
 * @param other the address of a run of the same job that waits or runs; empty if there is none
 * @param notLatest true if the job has had a later run, whose rows are the current ones
 * @param rerun of what failed, when it has ended; null if that would not help
 * @param wall its rows; null until it has begun
 * @param panel the opened row; null if there is none
 * @param marked what the team wants of its videos; null until it has begun
 * @param live where the parts that change are renewed
 * @param every how often, in milliseconds
 * @param said what a screen reader is told when it changes: ends and failures
 */
record RunPageView(
        String title,
        String job,
        String jobAddress,
        String number,
        String address,
        StateView state,
        String sub,
        String message,
        @Nullable ApprovalView approval,
        boolean canStop,
        boolean canWithdraw,
        BarView bar,
        List<BarView.Stage> stages,
        List<FactView> facts,
        @Nullable CourseChart course,
        boolean courseComes,
        List<FailureView> failures,
        String failureCount,
        String other,
        boolean notLatest,
        List<Download> downloads,
        FailureView.@Nullable Action rerun,
        @Nullable WallView wall,
        @Nullable PanelView panel,
        @Nullable MarksBar marked,
        boolean isLive,
        String live,
        int every,
        String said)
        implements PageView {

    private static final int OFTEN = 3000;
    private static final int MANY = 100; // videos
    private static final int SELDOM = 10_000; // what others say of its videos

    /** A price that waits for an admin. */
    record ApprovalView(String price, String approval, String note) {}

    /** A file to download. */
    record Download(String name, String address, String what, boolean isFile) {

        Download(String name, String address, String what) {
            this(name, address, what, true);
        }
    }

    boolean hasStages() {
        return !stages.isEmpty();
    }

    /** Returns true if the timeline has no video yet to begin with. */
    boolean courseIsAhead() {
        return isLive && hasStages() && course == null && !courseComes;
    }

    boolean hasFailures() {
        return !failures.isEmpty();
    }

    boolean hasDownloads() {
        return !downloads.isEmpty();
    }

    /** @param key of this loading of the page */
    static RunPageView of(RunData data, String key) {
        RequestedRun run = data.run();
        JobStanding standing = data.standing();
        ShownTimes times = new ShownTimes(data.now());
        RunningView running = RunningView.of(run, standing, data.progress(), times);
        List<FailureView> failures = FailureView.all(data, times, key);
        StateView state = StateView.of(run.state());
        return new RunPageView(
                RunningView.joined(run.job(), RunRowView.number(standing)),
                run.job(),
                Addresses.ofJob(run.job()),
                RunRowView.number(standing),
                Addresses.ofRun(run.id()),
                state,
                sub(run, standing, times),
                message(data),
                run.state() == State.WAITING_FOR_APPROVAL && run.approval() != null
                        ? new ApprovalView(
                                ApprovalsView.price(run),
                                Addresses.ofRun(run.id()) + "/approve?price="
                                        + Addresses.escaped(ApprovalsView.price(run)),
                                Objects.requireNonNullElse(RequestNote.of(run), ""))
                        : null,
                run.state() == State.RUNNING,
                run.state() == State.QUEUED || run.state() == State.WAITING_FOR_APPROVAL,
                running.bar(),
                standing == null
                        ? List.of()
                        : BarView.stages(
                                data.progress() == null
                                        ? standing.states()
                                        : data.progress().states(),
                                FactView.inDoubt(standing),
                                data.isOpen()),
                standing == null ? List.of() : FactView.all(data, standing, running, times),
                course(data),
                data.courseComes(),
                failures,
                FailureView.count(data),
                data.other() == null ? "" : Addresses.ofRun(data.other().id()),
                standing != null && !data.isLatest(),
                standing == null ? List.of() : downloads(run, data),
                RerunOfFailed.of(data, key),
                data.rows() == null ? null : WallView.of(data.rows(), run.id(), times),
                data.rows() == null || data.rows().opened().isEmpty()
                        ? null
                        : PanelView.of(data.rows(), run.id(), times),
                data.rows() == null ? null : MarksBar.of(data, data.rows().marks(), key),
                data.isOpen(),
                live(data, key),
                data.isOpen() || data.courseComes() ? OFTEN : SELDOM,
                said(data, state, failures));
    }

    private static @Nullable CourseChart course(RunData data) {
        RunProgress progress = data.progress();
        return data.course() == null || data.standing() == null
                ? null
                : CourseChart.of(
                        data.course(), RunRowView.videos(data.standing()), progress == null ? null : progress.end());
    }

    private static String live(RunData data, String key) {
        String fields = data.rows() == null ? "" : data.rows().query().fields();
        return Addresses.ofRun(data.run().id()) + "/live?key=" + key + (fields.isEmpty() ? "" : "&" + fields);
    }

    private static String sub(RequestedRun run, @Nullable JobStanding standing, ShownTimes times) {
        Approval approval = run.approval();
        String by = RunRowView.by(run);
        return RunningView.joined(
                standing == null ? "" : Text.counted(RunRowView.videos(standing), "video"),
                by.isEmpty()
                        ? Text.of("requested %s", times.text(run.requestedAt()))
                        : Text.of("requested %s by %s", times.text(run.requestedAt()), by),
                approvedBy(approval),
                run.endedAt() == null ? "" : Text.of("ended %s", times.text(run.endedAt())));
    }

    private static String approvedBy(@Nullable Approval approval) {
        if (approval == null || approval.by() == null) {
            return "";
        }
        return approval.answer() == null
                ? Text.of("approved by %s", approval.by())
                : Text.of("approved by %s: %s", approval.by(), approval.answer());
    }

    /** Leaves out what the reasons below say better: that all rows have ended, and some without a video. */
    private static String message(RunData data) {
        boolean isDone = data.standing() != null
                && !data.failures().isEmpty()
                && data.standing().states().keySet().stream().noneMatch(ClipState::isOpen);
        return data.isOpen() || isDone && data.run().state() != State.STOPPED ? "" : RunRowView.message(data.run());
    }

    private static String said(RunData data, StateView state, List<FailureView> failures) {
        return data.isOpen()
                ? failures.isEmpty() ? "" : Text.of("%s without a video so far", FailureView.count(data))
                : Text.of("%s: %s", data.run().job(), state.word());
    }

    private static List<Download> downloads(RequestedRun run, RunData data) {
        MarksBar marked =
                data.rows() == null ? null : MarksBar.of(data, data.rows().marks(), "");
        return Stream.concat(
                        zips(run, data),
                        Stream.concat(marked == null ? Stream.of() : marked(run, marked), reports(run)))
                .toList();
    }

    private static Stream<Download> zips(RequestedRun run, RunData data) {
        String address = Addresses.ofRun(run.id());
        Download all = new Download(
                Text.of("All videos as a ZIP"), address + "/videos.zip", Text.of("with the manifest"), true);
        Download parts =
                new Download(Text.of("All videos in parts"), address + "/zips", Text.of("ZIPs of at most 2 GB"), false);
        int delivered = data.standing() == null ? 0 : data.standing().states().getOrDefault(ClipState.DELIVERED, 0);
        return delivered > MANY ? Stream.of(all, parts) : Stream.of(all);
    }

    private static Stream<Download> marked(RequestedRun run, MarksBar marked) {
        Stream<Download> kept = Stream.of(
                new Download(
                        Text.of("Kept videos as a ZIP"),
                        marked.keptZip(),
                        Text.of("those that the team keeps, with picks.csv")),
                new Download("picks.csv", marked.files() + "picks.csv", Text.of("the kept videos with their files")));
        Stream<Download> redo = Stream.of(new Download(
                "redo.csv", marked.files() + "redo.csv", Text.of("the videos to redo, as a sheet that can be run")));
        return Stream.concat(
                marked.kept().isEmpty() ? Stream.of() : kept, marked.redo().isEmpty() ? Stream.of() : redo);
    }

    private static Stream<Download> reports(RequestedRun run) {
        String files = "/api/v1/runs/" + Addresses.escaped(run.id()) + "/files/";
        return Stream.of(
                new Download(
                        "manifest.csv", files + "manifest.csv", Text.of("every row with its file, state and cost")),
                new Download("failed.csv", files + "failed.csv", Text.of("rows to fix, with your columns")),
                new Download("report.html", files + "report.html", Text.of("videos and prompts as one page")),
                new Download("manifest.jsonl", files + "manifest.jsonl", Text.of("the manifest for programs")));
    }
}

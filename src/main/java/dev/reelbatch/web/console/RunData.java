package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.RequestedRunList.Filter;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.ledger.RunPages.InvalidRow;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a run is made of, in no language.
 *
 * @param standing null until it has begun
 * @param progress null unless it is running
 * @param lastSubmission the home's latest submission before this was read
 * @param spent what the limit of a rerun counts as spent
 * @param isLatest true if its job has had no run since, so that its rows can be rerun
 * @param other a run of the same job that waits or runs; null if there is none
 * @param failures its rows without a video, by reason
 * @param invalid the first invalid rows
 * @param course null until it has submitted a video
 * @param courseComes true if the course is being read
 * @param rows null until it has begun
 */
record RunData(
        Instant now,
        boolean rehearsal,
        RequestedRun run,
        @Nullable JobStanding standing,
        @Nullable RunProgress progress,
        long lastSubmission,
        BigDecimal spent,
        boolean isLatest,
        @Nullable RequestedRun other,
        List<Failure> failures,
        List<InvalidRow> invalid,
        @Nullable RunCourse course,
        boolean courseComes,
        @Nullable RowsData rows) {

    /** Returns true if it waits, or runs. */
    boolean isOpen() {
        return run.state().isOpen() || run.state() == State.WAITING_FOR_APPROVAL;
    }

    /** Reads it from the home. */
    static final class Source {

        private static final Set<State> OPEN = Set.of(State.WAITING_FOR_APPROVAL, State.QUEUED, State.RUNNING);
        private static final int INVALID = 20;

        private final Session session;
        private final RequestedRuns requestedRuns;
        private final RecentCourses courses;
        private final JobRows jobRows;

        Source(Session session, RequestedRuns requestedRuns, JobRows jobRows) {
            this.jobRows = jobRows;
            this.session = session;
            this.requestedRuns = requestedRuns;
            this.courses = new RecentCourses(session.runPages(), session.time());
        }

        RunData read(RequestedRun run, RowsQuery query) {
            long lastSubmission = session.reruns().lastSubmission();
            Long runId = run.runId();
            JobStanding latest =
                    runId == null ? null : session.standing().find(run.job()).orElse(null);
            boolean isLatest = latest != null && runId != null && latest.run().id() == runId;
            JobStanding standing = runId == null
                    ? null
                    : isLatest ? latest : session.standing().ofRun(runId);
            RequestedRun other = other(run).orElse(null);
            RecentCourses.Recent course = standing == null
                    ? new RecentCourses.Recent(null, false)
                    : courses.of(standing.run(), RunRowView.videos(standing), run.state() == State.RUNNING);
            return new RunData(
                    session.time().now(),
                    session.monitored().home().rehearsal(),
                    run,
                    standing,
                    requestedRuns.progress(run.id()).orElse(null),
                    lastSubmission,
                    standing == null ? BigDecimal.ZERO : session.standing().spentBefore(standing.run()),
                    isLatest,
                    other,
                    standing == null ? List.of() : failures(standing.run()),
                    standing == null || standing.invalidRows() == 0
                            ? List.of()
                            : session.runPages().invalid(standing.run(), INVALID),
                    course.course(),
                    course.isComing(),
                    standing == null ? null : RowsData.read(session, isLatest ? jobRows : null, standing, query));
        }

        /** Those kept are of now, or no row of them was submitted again: the latest submission was read before. */
        private List<Failure> failures(Run run) {
            return session.standing()
                    .readings()
                    .of(run, "failures", () -> Failure.of(session.runPages().problems(run), session.reruns()));
        }

        private Optional<RequestedRun> other(RequestedRun run) {
            return session.requestedRuns().lists().find(new Filter(OPEN, null, run.job(), false), 2, 0).stream()
                    .filter(open -> !open.id().equals(run.id()))
                    .findFirst();
        }
    }
}

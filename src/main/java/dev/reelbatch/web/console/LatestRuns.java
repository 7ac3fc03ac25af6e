package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.web.AuditFilter;
import jakarta.servlet.http.HttpServletRequest;

/** Refuses what would change another run than that of the page: rows are rerun and accepted by the job's latest run. */
record LatestRuns(Session session) {

    /**
     * Returns the job of a run.
     *
     * @throws UserException if it has not begun, or another run of the job has begun since
     */
    String jobOf(RequestedRun run, HttpServletRequest request) {
        AuditFilter.note(request, "job=" + run.job());
        Long runId = run.runId();
        boolean isLatest = runId != null
                && session.standing()
                        .find(run.job())
                        .filter(latest -> latest.run().id() == runId)
                        .isPresent();
        if (!isLatest) {
            throw new UserException(
                    Text.of(
                            "Another run of this job has begun since, so nothing was changed. Its page shows the current rows."));
        }
        return run.job();
    }
}

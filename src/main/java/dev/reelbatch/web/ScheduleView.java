package dev.reelbatch.web;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.JobFiles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job file as callers see it.
 *
 * @param file the job file's name
 * @param kind schedule or inbox
 * @param state idle, waiting, waiting_for_approval, running or paused
 * @param next its next due time; null for an inbox, and while it is paused
 * @param pausedBy null unless it is paused
 * @param approval the latest run of it that needed an approval; null if there was none
 * @param lastRun the latest run of its job, or of a sheet of its inbox; null if there is none
 */
record ScheduleView(
        String name,
        String file,
        String kind,
        String state,
        @Nullable Instant next,
        boolean paused,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        @Nullable LastApproval approval,
        @Nullable LastRun lastRun) {

    /**
     * A run that needed an approval.
     *
     * @param id of the requested run
     * @param state of the requested run
     * @param price what it would cost, by currency
     * @param approvedBy null if nobody approved it
     * @param message the reason for its end; null if it has not ended, or every row was delivered
     */
    record LastApproval(
            String id,
            String job,
            String state,
            Map<String, BigDecimal> price,
            @Nullable String approvedBy,
            @Nullable String message) {

        static @Nullable LastApproval of(@Nullable RequestedRun run) {
            Approval approval = run == null ? null : run.approval();
            return run == null || approval == null
                    ? null
                    : new LastApproval(
                            run.id(),
                            run.job(),
                            word(run.state()),
                            approval.price().byCurrency(),
                            approval.by(),
                            run.message() == null ? null : HttpText.of(run.message()));
        }
    }

    /**
     * A run.
     *
     * @param outcome running, stopped (rows are left to submit or to wait for), completed or incomplete
     */
    record LastRun(
            String job,
            int run,
            Instant createdAt,
            @Nullable Instant endedAt,
            String outcome) {

        static LastRun of(JobStanding standing) {
            return new LastRun(
                    standing.job().name(),
                    standing.run().number(),
                    standing.run().createdAt(),
                    standing.run().endedAt(),
                    outcome(standing));
        }

        private static String outcome(JobStanding standing) {
            if (standing.runningSince() != null) {
                return "running";
            }
            if (standing.states().keySet().stream().anyMatch(ClipState::isOpen)) {
                return "stopped";
            }
            int problems = standing.states().entrySet().stream()
                    .filter(clips -> clips.getKey().isProblem())
                    .mapToInt(clips -> clips.getValue())
                    .sum();
            return problems - standing.accepted() + standing.invalidRows() > 0 ? "incomplete" : "completed";
        }
    }

    static ScheduleView of(JobFiles.Standing standing) {
        return new ScheduleView(
                standing.name(),
                standing.file(),
                word(standing.kind()),
                word(standing.state()),
                standing.next(),
                standing.pause() != null,
                standing.pause() == null ? null : standing.pause().by(),
                standing.pause() == null ? null : standing.pause().at(),
                LastApproval.of(standing.asked()),
                standing.last() == null ? null : LastRun.of(standing.last()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

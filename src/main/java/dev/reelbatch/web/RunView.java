package dev.reelbatch.web;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as callers see it.
 *
 * @param jobFile the job of the job file whose run it is; null if a person requested it otherwise
 * @param state waiting_for_approval, queued, running, stopped, completed or incomplete
 * @param requestedBy empty if it was a job file, or a sheet dropped by nobody in particular
 * @param price what it would cost, if that needs, or needed, an approval; null otherwise
 * @param approvedBefore the lower price that was approved before; null if none was
 * @param note what the run is for, as who requested it has said; null for nothing
 * @param answer what who approved or refused it has said; null for nothing
 * @param approvedBy who approved it; null if nobody did
 * @param counts number of clips by state, without zeros
 * @param cost greatest possible cost so far, by currency
 * @param eta expected end; null if it is unknown
 * @param exitCode that of the same run at a shell; null until it ended
 * @param message the reason for the end, for a person; null if every row was delivered
 */
record RunView(
        String id,
        String job,
        @Nullable String jobFile,

        @Schema(
                allowableValues = {"waiting_for_approval", "queued", "running", "stopped", "completed", "incomplete"},
                description =
                        "completed: every row has its video or was accepted; incomplete: it ended without; stopped: by a person")
        String state,

        String requestedBy,
        Instant requestedAt,

        @Schema(description = "what it would cost, by currency, if that needs, or needed, an approval") @Nullable Map<String, BigDecimal> price,

        @Nullable Map<String, BigDecimal> approvedBefore,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,

        @Schema(description = "what the run is for, as who requested it has said") @Nullable String note,

        @Schema(description = "what who approved or refused it has said") @Nullable String answer,

        @Schema(description = "number of videos by state, without zeros")
        Map<String, Integer> counts,

        @Schema(description = "greatest possible cost so far, by currency")
        Map<String, BigDecimal> cost,

        @Nullable Instant eta,

        @Schema(description = "that of the same run at a shell; null until it has ended") @Nullable Integer exitCode,

        @Schema(description = "the reason for the end, for a person; null if every row was delivered") @Nullable String message,

        @Nullable Instant endedAt) {

    /** @param standing null until it began */
    static RunView of(RequestedRun run, @Nullable JobStanding standing, @Nullable RunProgress progress) {
        return new RunView(
                run.id(),
                run.job(),
                run.jobFile(),
                run.state().name().toLowerCase(Locale.ROOT),
                run.requestedBy(),
                run.requestedAt(),
                run.approval() == null ? null : run.approval().price().byCurrency(),
                run.approval() == null || run.approval().before() == null
                        ? null
                        : run.approval().before().byCurrency(),
                run.approval() == null ? null : run.approval().by(),
                run.approval() == null ? null : run.approval().at(),
                RequestNote.of(run),
                run.approval() == null ? null : run.approval().answer(),
                standing == null ? Map.of() : counts(standing.states()),
                standing == null ? Map.of() : Cost.of(standing.money()).byCurrency(),
                progress == null ? null : progress.end(),
                run.exitCode(),
                run.message() == null ? null : HttpText.of(run.message()),
                run.endedAt());
    }

    private static Map<String, Integer> counts(Map<ClipState, Integer> states) {
        Map<String, Integer> counts = new TreeMap<>();
        states.forEach((state, clips) -> counts.put(state.name().toLowerCase(Locale.ROOT), clips));
        return counts;
    }
}

package dev.reelbatch.ledger;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that {@code serve} does: a person requested it, or it is of a job file or of a dropped sheet.
 *
 * @param requestedBy empty if it was a job file, or a sheet dropped by nobody in particular
 * @param jobFile the job file whose run it is; null if a person requested it otherwise
 * @param sheet the uploaded file, in the home; null for a rerun, and for the run of a job file
 * @param rerunOf the hash of the content whose rows are rerun; null for a run of a sheet
 * @param options JSON of the fields of the request
 * @param runId null until it began
 * @param exitCode that of the same run at a shell; null until it ended
 * @param message the reason for the end, for a person; null if every row was delivered
 * @param approval null if its price needs none
 */
public record RequestedRun(
        String id,
        String requestedBy,
        Instant requestedAt,
        @Nullable String jobFile,
        String job,
        @Nullable Path sheet,
        @Nullable String rerunOf,
        String options,
        State state,
        @Nullable Long runId,
        @Nullable Integer exitCode,
        @Nullable String message,
        @Nullable Instant endedAt,
        @Nullable Approval approval) {

    /** The states of a requested run. */
    public enum State {
        /** Its price has to be approved first. */
        WAITING_FOR_APPROVAL,
        /** It waits for its turn. */
        QUEUED,
        /** It runs, or is going to be resumed. */
        RUNNING,
        /** A person stopped it; it is not resumed by itself. */
        STOPPED,
        /** Every row is delivered. */
        COMPLETED,
        /** It ended without all its videos, or was refused. */
        INCOMPLETE;

        /** Returns true if the server still has to do something for it. */
        public boolean isOpen() {
            return this == QUEUED || this == RUNNING;
        }

        /** Returns true if it waits for nothing and nobody any more. */
        public boolean isOver() {
            return this == STOPPED || this == COMPLETED || this == INCOMPLETE;
        }
    }

    /**
     * A request before it is recorded.
     *
     * @param idempotencyKey null if the caller gave none
     * @param content SHA-256 of the whole request in hexadecimal digits
     * @param sheet null for a rerun, and for the run of a job file
     * @param rerunOf null unless it is a rerun requested over HTTP
     * @param approval null if its price needs none
     */
    public record Draft(
            String id,
            String requestedBy,
            @Nullable String idempotencyKey,
            String content,
            String job,
            @Nullable Path sheet,
            @Nullable String rerunOf,
            String options,
            @Nullable Approval approval) {

        State state() {
            return approval != null && approval.by() == null ? State.WAITING_FOR_APPROVAL : State.QUEUED;
        }
    }
}

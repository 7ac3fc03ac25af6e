package dev.reelbatch.report;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.text.Text;
import java.util.Locale;

/** The status of a row, as written in the manifest. */
public enum ManifestStatus {
    /** The video is on the disk, verified. */
    DELIVERED,
    /** The row is invalid, or was refused, or its task ended without a video. */
    FAILED,
    /** The submission may have been accepted and charged; only a person may rerun it. */
    IN_DOUBT,
    /** The video is paid for but was not ready in time; the next run asks again, free of charge. */
    TIMED_OUT,
    /** The video exists but could not be downloaded; the next run downloads it, free of charge. */
    UNDELIVERED,
    /** The row is queued or being generated; the run, or the next one, continues with it. */
    PENDING,
    /** A person withdrew the row before it was submitted; only a rerun that names it submits it. */
    CANCELLED;

    /** Returns the status of a row; an invalid row counts as failed. */
    public static ManifestStatus of(ReportRow row) {
        return row.clip() == null ? FAILED : of(row.clip().state());
    }

    /** Returns the status of a clip in this state. */
    public static ManifestStatus of(ClipState state) {
        return state.isOpen() ? PENDING : valueOf(state.name());
    }

    /** Returns the word used in manifest.csv and manifest.jsonl, which scripts rely on. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the label for people, in their language. */
    public String label() {
        return switch (this) {
            case DELIVERED -> Text.of("delivered");
            case FAILED -> Text.of("failed");
            case IN_DOUBT -> Text.of("in doubt");
            case TIMED_OUT -> Text.of("timed out");
            case UNDELIVERED -> Text.of("undelivered");
            case PENDING -> Text.of("pending");
            case CANCELLED -> Text.of("cancelled");
        };
    }

    /** Returns true if rows of this status belong in failed.csv: they ended, and have no video on the disk. */
    public boolean isProblem() {
        return this != DELIVERED && this != PENDING && this != CANCELLED;
    }
}

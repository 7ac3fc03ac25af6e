package dev.reelbatch.report;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.text.Text;
import java.util.Locale;

/** Where a row stands, in the words of the manifest. */
public enum ManifestStatus {
    /** The video is on the disk, verified. */
    DELIVERED,
    /** Invalid, refused, or ended without a video. */
    FAILED,
    /** May have been accepted and paid for; only a person brings it back. */
    IN_DOUBT,
    /** Paid for and not ready in time; the next try asks again, free of charge. */
    TIMED_OUT,
    /** The video exists and could not be fetched; the next try fetches it, free of charge. */
    UNDELIVERED,
    /** On its way, or waiting for its turn: goes on by itself. */
    PENDING;

    /** The status of a row; one that asks for nothing that could be sent has failed. */
    public static ManifestStatus of(ReportRow row) {
        return row.clip() == null ? FAILED : of(row.clip().state());
    }

    /** The status of a clip. */
    public static ManifestStatus of(ClipState state) {
        return state.isOpen() ? PENDING : valueOf(state.name());
    }

    /** As it stands in manifest.csv and manifest.jsonl; scripts rely on it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String label() {
        return switch (this) {
            case DELIVERED -> Text.of("delivered");
            case FAILED -> Text.of("failed");
            case IN_DOUBT -> Text.of("in doubt");
            case TIMED_OUT -> Text.of("timed out");
            case UNDELIVERED -> Text.of("undelivered");
            case PENDING -> Text.of("pending");
        };
    }

    /** Whether a row of this status belongs in failed.csv: it has ended, without a video on the disk. */
    public boolean isProblem() {
        return this != DELIVERED && this != PENDING;
    }
}

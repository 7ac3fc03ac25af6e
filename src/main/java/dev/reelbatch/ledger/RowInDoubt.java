package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row that may have been charged.
 *
 * @param submissions those in doubt, oldest first; a person repeated all but the last on purpose
 * @param externalId the id of our own that the last one carried; null if it had none
 */
public record RowInDoubt(
        int row,
        int variant,
        @Nullable String rowId,
        @Nullable String prompt,
        Clip clip,
        List<Submission> submissions,
        @Nullable String externalId) {

    static final Comparator<RowInDoubt> AS_SENT = Comparator.comparing(
                    (RowInDoubt row) -> Objects.requireNonNullElse(row.sentAt(), Instant.EPOCH))
            .thenComparing(RowInDoubt::row)
            .thenComparing(RowInDoubt::variant);

    /** Returns the submission that put it in doubt; null if an earlier version took the row over without it. */
    public @Nullable Submission latest() {
        return submissions.isEmpty() ? null : submissions.get(submissions.size() - 1);
    }

    /** Returns the time at which that submission was sent; null if unknown. */
    public @Nullable Instant sentAt() {
        Submission latest = latest();
        return latest == null ? clip.submittedAt() : latest.sentAt();
    }

    /** Returns the price of that submission; null if unknown. */
    public @Nullable Price price() {
        Submission latest = latest();
        return latest == null ? clip.price() : latest.price();
    }
}

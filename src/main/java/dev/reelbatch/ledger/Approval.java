package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The approval of a requested run's price.
 *
 * @param asked what the whole run would cost, or cost when it was approved
 * @param by who approved it; null while it waits
 * @param before the lower price that was approved before; null if none was
 * @param answer what who approved or refused it has said; null for nothing
 */
public record Approval(
        RunPrice asked,
        @Nullable String by,
        @Nullable Instant at,
        @Nullable Cost before,
        @Nullable String answer) {

    /** What comes of approving a run. */
    public enum Outcome {
        APPROVED,
        /** It does not wait for an approval. */
        NOT_AWAITED,
        /** It waits for that of another price than the person has seen. */
        OTHER_PRICE
    }

    /** Creates the first approval of a run. */
    public Approval(RunPrice asked, @Nullable String by, @Nullable Instant at) {
        this(asked, by, at, null);
    }

    Approval(RunPrice asked, @Nullable String by, @Nullable Instant at, @Nullable Cost before) {
        this(asked, by, at, before, null);
    }

    /** Returns the price, as far as it is known. */
    public Cost price() {
        return asked.known();
    }

    /**
     * Returns true if it may be approved by who has seen this price.
     *
     * @param seen null if the person names none, which is enough unless the price has risen
     */
    boolean isFor(@Nullable Cost seen) {
        return seen == null ? before == null : price().text().equals(seen.text());
    }

    /** Returns the price that was approved last; null if none was. */
    public @Nullable Cost lastApproved() {
        return by == null ? before : price();
    }

    /** Returns true if it was approved at this price or a higher one. */
    public boolean covers(RunPrice wholeRun) {
        return by != null && wholeRun.isWithin(asked);
    }
}

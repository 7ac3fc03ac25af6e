package dev.reelbatch.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A submission that is on the disk and not answered.
 *
 * @param clip in state SUBMITTING
 * @param bookedAt time at which its price was booked
 * @param externalId the id of our own that it carries; null if the model takes none
 */
public record OpenSubmission(
        long id, Clip clip, Instant bookedAt, @Nullable ExternalId externalId) {}

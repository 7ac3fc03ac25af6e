package dev.reelbatch.ledger;

import java.time.Instant;

/**
 * A submission that is on the disk and not answered.
 *
 * @param clip in state SUBMITTING
 * @param bookedAt time at which its price was booked
 */
public record OpenSubmission(long id, Clip clip, Instant bookedAt) {}

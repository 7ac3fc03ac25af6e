package dev.reelbatch.ledger;

import java.time.Instant;

/**
 * A task that is not known to be terminal.
 *
 * @param isDoubted whether nobody knows yet that it exists: its clip is IN_DOUBT, and not SUBMITTED
 */
public record OpenTask(
        long clipId, long runId, String taskId, String model, Instant submittedAt, boolean isDoubted) {}

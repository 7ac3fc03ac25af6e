package dev.reelbatch.ledger;

import java.time.Instant;

/** A task that is not known to be terminal: a clip in state SUBMITTED. */
public record OpenTask(long clipId, long runId, String taskId, String model, Instant submittedAt) {}

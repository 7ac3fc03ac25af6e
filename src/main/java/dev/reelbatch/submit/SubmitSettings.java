package dev.reelbatch.submit;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.ledger.Wish;
import java.nio.file.Path;

/**
 * How one execution submits.
 *
 * @param wish of the command that submits
 * @param videos the folder of the run's videos
 * @param rows only these are submitted now
 * @param parallel POSTs under way at once, at most
 */
public record SubmitSettings(long runId, Wish wish, Path videos, RowRanges rows, SpendingLimits limits, int parallel) {}

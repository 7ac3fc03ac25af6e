package dev.reelbatch.serve;

import dev.reelbatch.job.RunOutcome;
import java.util.Map;

/**
 * The runs of a {@code serve} process.
 *
 * @param waiting for their turn, or for another try
 * @param ended tries at runs that have ended since the start, by outcome; an outcome without any is missing
 */
public record RunFigures(int waiting, int running, Map<RunOutcome, Long> ended) {}

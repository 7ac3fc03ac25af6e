package dev.reelbatch.ledger;

import java.time.LocalDate;

/**
 * A submission that is on the disk and not answered.
 *
 * @param clip in state SUBMITTING
 * @param day the day its price is booked on
 */
public record OpenSubmission(long id, Clip clip, LocalDate day) {}

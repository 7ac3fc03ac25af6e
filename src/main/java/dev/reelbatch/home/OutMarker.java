package dev.reelbatch.home;

import org.jspecify.annotations.Nullable;

/**
 * The owner of the results in a folder, and what a home must know to add to them.
 *
 * @param home its identity
 * @param submissions a number above those of all submissions into the folder; without a reservation, the number of
 *     the home's latest submission, as earlier versions wrote it; null in a marker without it
 * @param reservation the word under which the submissions were sent; null if there were none yet
 */
public record OutMarker(
        String home,
        String job,
        boolean rehearsal,
        @Nullable Long submissions,
        @Nullable String reservation) {

    /** The home's knowledge, which is consulted before a marker of its own is believed or replaced. */
    @FunctionalInterface
    public interface Knowledge {
        /** Returns whether the home's ledger contains what had been submitted when the marker was written. */
        boolean contains(OutMarker marker);
    }

    boolean isOfSameJob(OutMarker other) {
        return isOfSameHome(other) && job.equals(other.job);
    }

    /** Returns whether both markers are of one home; a home and its rehearsals are two. */
    public boolean isOfSameHome(OutMarker other) {
        return home.equals(other.home) && rehearsal == other.rehearsal;
    }
}

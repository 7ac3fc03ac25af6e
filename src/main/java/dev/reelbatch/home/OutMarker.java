package dev.reelbatch.home;

import org.jspecify.annotations.Nullable;

/**
 * Whose results a folder holds, and what a home must know to add to them.
 *
 * @param home its identity
 * @param submissions all that was submitted into the folder has smaller numbers; where there is no reservation, it is
 *     the number of the home's latest submission, as versions before wrote it; null in a marker that does not say
 * @param reservation the word that the submissions were sent under; null if there were none yet
 */
public record OutMarker(
        String home,
        String job,
        boolean rehearsal,
        @Nullable Long submissions,
        @Nullable String reservation) {

    /** What the home knows; asked before a marker of its own is believed or replaced. */
    @FunctionalInterface
    public interface Knowledge {
        /** Whether what was submitted when the marker was written is in the home's ledger. */
        boolean contains(OutMarker marker);
    }

    boolean isOfSameJob(OutMarker other) {
        return isOfSameHome(other) && job.equals(other.job);
    }

    /** A home and its rehearsals are two. */
    public boolean isOfSameHome(OutMarker other) {
        return home.equals(other.home) && rehearsal == other.rehearsal;
    }
}

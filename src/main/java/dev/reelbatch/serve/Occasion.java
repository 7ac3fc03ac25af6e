package dev.reelbatch.serve;

import org.jspecify.annotations.Nullable;

/** What a run of a job file is for: a due time, or the order of a person. */
interface Occasion {

    /** For the rest of a run that an earlier process has left. */
    Occasion NONE = new Occasion() {
        @Override
        public void begun(boolean paysAgain) {}

        @Override
        public void over() {}
    };

    /**
     * Called within the transaction that records the run's beginning.
     *
     * @param paysAgain true if the run pays again each time: another process must resume it instead of beginning it once
     *     more
     */
    void begun(boolean paysAgain);

    /** Called when no further try of the run is needed. */
    void over();

    /** Returns the person who wants it now, also in a pause; null if nobody does. */
    default @Nullable String orderedBy() {
        return null;
    }
}

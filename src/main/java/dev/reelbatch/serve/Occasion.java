package dev.reelbatch.serve;

import org.jspecify.annotations.Nullable;

/** What a run of a job file is for: a due time, or the order of a person. */
interface Occasion {

    /** For the rest of a run that an earlier process has left. */
    Occasion NONE = new Occasion() {
        @Override
        public void begun() {}

        @Override
        public void over() {}
    };

    /**
     * Called if the run pays again each time, within the transaction that records its beginning: another process
     * resumes it instead of beginning it once more.
     */
    void begun();

    /** Called when no further try of the run is needed. */
    void over();

    /** Returns the person who wants it now, also in a pause; null if nobody does. */
    default @Nullable String orderedBy() {
        return null;
    }
}

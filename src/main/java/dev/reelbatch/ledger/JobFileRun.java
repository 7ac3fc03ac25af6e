package dev.reelbatch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A run of a job file, or of a dropped sheet.
 *
 * @param content what was to be approved, as a hash of it; another content needs another approval; empty if nothing was
 * @param refusedBy who did not approve it; null if nobody refused
 * @param stopWanted whether a person wants, or wanted, it to stop
 */
public record JobFileRun(
        RequestedRun run,
        Origin origin,
        String content,
        @Nullable String refusedBy,
        boolean stopWanted) {

    /**
     * Where it comes from.
     *
     * @param jobFile the name of the job file's job
     * @param dropped the sheet's path in the inbox's folder working; empty for a schedule
     */
    public record Origin(String jobFile, String dropped) {}

    /** Returns true if the run's turn had come, so that some of it may have been paid for. */
    public boolean hasBegun() {
        return switch (run.state()) {
            case WAITING_FOR_APPROVAL, QUEUED, STOPPED -> run.runId() != null;
            case RUNNING, COMPLETED, INCOMPLETE -> true;
        };
    }

    /** Returns the price for which an approval was asked; null if none was. */
    public @Nullable RunPrice askedPrice() {
        return run.approval() == null ? null : run.approval().asked();
    }
}

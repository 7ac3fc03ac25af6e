package dev.reelbatch.serve;

import dev.reelbatch.job.RunResult;
import java.util.Optional;

/**
 * A listener to the ends of runs, besides the log. It never throws; each method returns the reason if a notification
 * failed.
 */
public interface RunEndListener {

    /**
     * Called when a run has ended, or when a stop has lasted or needs a person.
     *
     * @param goesOn true if the run is retried automatically
     */
    Optional<String> ended(RunResult result, boolean goesOn);

    /** Called when a run waits for the approval of its price. */
    Optional<String> notApproved(String job, String why);

    /** Called when a run could not start, or broke off and is retried. */
    Optional<String> refused(String job, Throwable why);
}

package dev.reelbatch.serve;

import dev.reelbatch.job.RunResult;
import java.util.Optional;

/** Whoever wants to know how runs end, besides the log. Never throws; returns why somebody could not be told. */
public interface RunEndListener {

    /**
     * A run has ended, or a stop has lasted so long or needs a person.
     *
     * @param goesOn whether it is tried again without anybody doing anything
     */
    Optional<String> ended(RunResult result, boolean goesOn);

    /** A run could not begin, or broke off and is tried again. */
    Optional<String> refused(String job, Throwable why);
}

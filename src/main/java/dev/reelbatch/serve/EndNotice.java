package dev.reelbatch.serve;

import dev.reelbatch.job.RunResult;

/** Whoever wants to know how runs end, besides the log. Must not throw, nor take long. */
public interface EndNotice {

    /** Nobody wants to know. */
    EndNotice NONE = (job, result) -> {};

    /** A run has ended, or was stopped so that it needs a person or has waited for long; told once. */
    void ended(String job, RunResult result);
}

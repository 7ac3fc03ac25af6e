package dev.reelbatch.serve;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.plan.RunPlan;

/** Something that is to be run, once its turn comes, and again as long as a stop rule leaves rows open. */
interface ServedRun {

    /** Whose it is: the job file's name, or the inbox's sheet. */
    String origin();

    /** The job that runs; two errands of one job never run at the same time. */
    String job();

    /** Whether it goes on with what an earlier process left unfinished: that comes before anything new. */
    boolean isResumed();

    /** What would be run, found out anew at each try; throws why it can't be. */
    RunPlan plan();

    /** Its turn has come, and nothing else asks for its clips: what is run now. */
    RunPlan begin(RunPlan planned);

    /** It has run to its end. */
    void ended(RunResult result);

    /** It can't be run, in words for a person. */
    void refused(RuntimeException why);
}

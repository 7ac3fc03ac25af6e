package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.plan.RunPlan;

/** A run that waits for its turn, and is retried while a stop rule leaves rows open. */
interface ServedRun extends ProgressListener {

    /** Returns the name of its origin: the job file, or the inbox's sheet. */
    String origin();

    /** Returns the name of the job that runs; two runs of one job never run at the same time. */
    String job();

    /** Returns true if it resumes what an earlier process left unfinished; such runs come before new ones. */
    boolean isResumed();

    /** Returns true if the run can be planned now; called again and again while it waits. */
    default boolean isReady() {
        return true;
    }

    /**
     * Plans the run; called at each try, once it is ready.
     *
     * @throws RuntimeException if the run is refused
     */
    RunPlan plan();

    /** Called when its turn has come and no other run requests its clips. Returns the plan that is run. */
    RunPlan begin(RunPlan planned);

    /** Called when the run has ended. */
    void ended(RunResult result);

    /** Called when the run is refused. */
    void refused(RuntimeException why);

    /** Called when its price has to be approved before it begins. */
    default void notApproved(Cost cost) {}

    /** Called when a person stopped this run alone; it is not started again by itself. */
    default void stopped() {}

    @Override
    default void onProgress(RunProgress runProgress) {}
}

package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.time.Instant;

/** A run that waits for its turn, and is retried while a stop rule leaves rows open. */
interface ServedRun extends ProgressListener {

    /** Returns the name of its origin: the job file, or the inbox's sheet. */
    String origin();

    /** Returns the name of the job that runs; two runs of one job never run at the same time. */
    String job();

    /** Returns true if it resumes what an earlier process left unfinished; such runs come before new ones. */
    boolean isResumed();

    /** Returns true if something of it may have been submitted, by this process or an earlier one. */
    default boolean hasBegun() {
        return isResumed();
    }

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

    /**
     * Called when its turn has come and no other run requests its clips.
     *
     * @throws RuntimeException if it must not begin any more
     */
    default void begin() {}

    /**
     * Called when it is going to be tried again by itself.
     *
     * @param why empty if no stop rule ended it
     */
    default void retried(Instant next, String why) {}

    /** Called when the run has ended. */
    void ended(RunResult result);

    /** Called when the run is refused. */
    void refused(RuntimeException why);

    /**
     * Called when its price has to be approved before it begins or is resumed.
     *
     * @return true if people are to be told, false if they were
     */
    default boolean notApproved(RunPrice price) {
        return true;
    }

    /** Returns true if it stays in the queue, and is not ready, until somebody has approved or refused its price. */
    default boolean awaitsApproval() {
        return false;
    }

    /** Returns true if it is not ready because its job file is paused. */
    default boolean isHeldBack() {
        return false;
    }

    /** Returns true if this one, which waits for an approval, is also for the occasions of another that is due. */
    default boolean takesOver(ServedRun due) {
        return false;
    }

    /** Called when it is due once more: if it waits for approval, its sheet may have changed. */
    default void dueAgain() {}

    /** Returns true if this is the requested run of this id. */
    default boolean isRequested(String id) {
        return false;
    }

    /** Returns the language of the person who requested it, else that of this process. */
    default Language language() {
        return Text.language();
    }

    /** Returns false if it ends when a stop rule ends it, as at a shell. */
    default boolean isRetried() {
        return true;
    }

    /** Called again and again while it waits for its turn, with the reason. */
    default void waits(String why) {}

    /** Called when a job file is paused, perhaps its own, while it waits for its turn. */
    default void paused() {}

    /** Called after each of its tries, before its end is recorded. */
    default void hasRun(RunResult result) {}

    /** Called when it has left the queue, or its try has ended and everything of it is recorded. */
    default void left() {}

    /** Called if the process ends before its turn has come. */
    default void withheld() {}

    /** Called when a person wants this run alone to stop, before it is stopped. */
    default void stopWanted() {}

    /** Called when a person stopped this run alone; it is not started again by itself. */
    default void stopped() {}

    @Override
    default void onProgress(RunProgress runProgress) {}
}

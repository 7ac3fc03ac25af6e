package dev.reelbatch.serve;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job file's job; its end is reported in the log only.
 *
 * @param kind the kind of its wish: run, fresh run or rerun
 * @param approval of its price
 * @param planning plans the run at each try, reading the sheet again
 * @param fetch fetches its sheet; null unless that is behind a link
 * @param beginning called first when its turn has come
 * @param over called when no further try is needed
 */
record JobRun(
        String origin,
        String job,
        boolean isResumed,
        Wish.Kind kind,
        RunApproval approval,
        Supplier<RunPlan> planning,
        @Nullable LinkFetch fetch,
        UnaryOperator<RunPlan> beginning,
        Runnable over)
        implements ServedRun {

    JobRun(
            String origin,
            String job,
            boolean isResumed,
            Wish.Kind kind,
            RunApproval approval,
            Supplier<RunPlan> planning,
            UnaryOperator<RunPlan> beginning,
            Runnable over) {
        this(origin, job, isResumed, kind, approval, planning, null, beginning, over);
    }

    @Override
    public boolean isReady() {
        return approval.isReady() && (fetch == null || fetch.isReady());
    }

    @Override
    public boolean awaitsApproval() {
        return approval.isAwaited();
    }

    @Override
    public void dueAgain() {
        approval.lookAgain();
    }

    @Override
    public boolean isRequested(String id) {
        return approval.isOf(id);
    }

    @Override
    public RunPlan plan() {
        approval.checkNotRefused();
        RunPlan plan = planning.get();
        if (!isResumed) { // what is resumed was approved, if it had to be
            approval.check(plan);
        }
        return plan;
    }

    @Override
    public RunPlan begin(RunPlan planned) {
        approval.begin();
        return beginning.apply(planned);
    }

    @Override
    public boolean notApproved(Cost cost) {
        return approval.ask();
    }

    @Override
    public void began(Run run, StopSignal stop) {
        approval.began(run);
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        approval.onProgress(runProgress);
    }

    @Override
    public void ended(RunResult result) {
        approval.ended(result);
        isOver();
    }

    @Override
    public void stopped() {
        approval.stopped(Text.of("Stopped by a person."));
        isOver();
    }

    @Override
    public void refused(RuntimeException why) {
        approval.refused(why);
        isOver(); // the next scheduled time is the next chance
    }

    private void isOver() {
        over.run();
        approval.settle();
    }
}

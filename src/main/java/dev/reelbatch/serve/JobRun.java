package dev.reelbatch.serve;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RunPlan;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job file's job; its end is reported in the log only.
 *
 * @param kind the kind of its wish: run, fresh run or rerun
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
            Supplier<RunPlan> planning,
            UnaryOperator<RunPlan> beginning,
            Runnable over) {
        this(origin, job, isResumed, kind, planning, null, beginning, over);
    }

    @Override
    public boolean isReady() {
        return fetch == null || fetch.isReady();
    }

    @Override
    public RunPlan plan() {
        return planning.get();
    }

    @Override
    public RunPlan begin(RunPlan planned) {
        return beginning.apply(planned);
    }

    @Override
    public void ended(RunResult result) {
        over.run();
    }

    @Override
    public void stopped() {
        over.run();
    }

    @Override
    public void refused(RuntimeException why) {
        over.run(); // the next scheduled time is the next chance
    }
}

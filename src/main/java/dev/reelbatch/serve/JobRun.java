package dev.reelbatch.serve;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RunPlan;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A run of a job file's job; how it ends is told by the log alone.
 *
 * @param kind what it asks for
 * @param planning finds out, at each try, what would be run; a sheet is read then
 * @param beginning what is done first when its turn has come
 * @param over runs when it needs no further try
 */
record JobRun(
        String origin,
        String job,
        boolean isResumed,
        Wish.Kind kind,
        Supplier<RunPlan> planning,
        UnaryOperator<RunPlan> beginning,
        Runnable over)
        implements ServedRun {

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
    public void refused(RuntimeException why) {
        over.run(); // the next time is the next chance
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.job.Plan;
import dev.reelbatch.job.Reruns;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Begins a rerun: rows of a job's latest run are brought back once; another try only goes on. */
final class BringingBack implements UnaryOperator<Plan> {

    private final ServedJob.Rerun rerun;
    private final Reruns reruns;
    private final Supplier<Plan> planning;
    private boolean done;

    BringingBack(ServedJob.Rerun rerun, Reruns reruns, Supplier<Plan> planning) {
        this.rerun = rerun;
        this.reruns = reruns;
        this.planning = planning;
    }

    @Override
    public Plan apply(Plan planned) {
        if (done) {
            return planned;
        }
        Reruns.Choice choice = reruns.choose(rerun.job(), rerun.selection());
        done = true;
        if (choice.isEmpty()) {
            return planned;
        }
        reruns.bringBack(choice);
        return planning.get();
    }
}

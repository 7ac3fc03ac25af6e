package dev.reelbatch.serve;

import dev.reelbatch.job.Backend;
import dev.reelbatch.job.Plan;
import dev.reelbatch.job.Reruns;
import dev.reelbatch.job.RunRequest;
import dev.reelbatch.job.RunService;
import java.util.function.Supplier;

/** Plans a rerun: rows of a job's latest run are brought back once; another try only goes on. */
final class BringingBack implements Supplier<Plan> {

    private final ServedJob.Rerun rerun;
    private final RunRequest request;
    private final RunService runs;
    private final Reruns reruns;
    private final Backend backend;
    private boolean done;

    BringingBack(ServedJob.Rerun rerun, RunRequest request, RunService runs, Reruns reruns, Backend backend) {
        this.rerun = rerun;
        this.request = request.goOn(rerun.job());
        this.runs = runs;
        this.reruns = reruns;
        this.backend = backend;
    }

    @Override
    public Plan get() {
        Plan now = runs.plan(request, backend); // refuses before anything is brought back
        if (done) {
            return now;
        }
        Reruns.Choice choice = reruns.choose(rerun.job(), rerun.selection());
        if (choice.clips() > 0) {
            reruns.bringBack(choice);
        }
        done = true;
        return runs.plan(request, backend);
    }
}

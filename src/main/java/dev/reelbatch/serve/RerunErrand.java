package dev.reelbatch.serve;

import dev.reelbatch.job.Backend;
import dev.reelbatch.job.Plan;
import dev.reelbatch.job.Reruns;
import dev.reelbatch.job.RunRequest;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;

/** Rows of a job's latest run, brought back once when its turn comes; another try only goes on. */
final class RerunErrand implements Errand {

    private final String origin;
    private final ServedJob.Rerun rerun;
    private final RunRequest request;
    private final RunService runs;
    private final Reruns reruns;
    private final Backend backend;
    private final Runnable over;
    private boolean broughtBack;

    /** @param over runs when it needs no further try */
    RerunErrand(ServedJob job, ServedJob.Rerun rerun, RunService runs, Reruns reruns, Backend backend, Runnable over) {
        this.origin = job.name();
        this.rerun = rerun;
        this.request = job.request().goOn(rerun.job());
        this.runs = runs;
        this.reruns = reruns;
        this.backend = backend;
        this.over = over;
    }

    @Override
    public String job() {
        return rerun.job();
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public Plan plan() {
        Plan now = runs.plan(request, backend); // refuses before anything is brought back
        if (broughtBack) {
            return now;
        }
        Reruns.Choice choice = reruns.choose(rerun.job(), rerun.selection());
        if (choice.clips() > 0) {
            reruns.bringBack(choice);
        }
        broughtBack = true;
        return runs.plan(request, backend);
    }

    @Override
    public void ended(RunResult result) {
        over.run();
    }

    @Override
    public void refused(RuntimeException why) {
        over.run(); // the log says why; the next time is the next chance
    }
}

package dev.reelbatch.serve;

import dev.reelbatch.job.Backend;
import dev.reelbatch.job.Plan;
import dev.reelbatch.job.RunRequest;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;

/** A run of a sheet, new or gone on with; the sheet is read when its turn comes. */
final class SheetErrand implements Errand {

    private final String job;
    private final RunRequest request;
    private final RunService runs;
    private final Backend backend;
    private final boolean resumed;
    private final Runnable over;

    /** @param over runs when it needs no further try */
    SheetErrand(String job, RunRequest request, RunService runs, Backend backend, boolean resumed, Runnable over) {
        this.job = job;
        this.request = request;
        this.runs = runs;
        this.backend = backend;
        this.resumed = resumed;
        this.over = over;
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public boolean isResumed() {
        return resumed;
    }

    @Override
    public Plan plan() {
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

package dev.reelbatch.serve;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.UnfinishedWishes;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of a job file's job. It is recorded once it does something, since nights with nothing to do would fill the list,
 * or once a pause holds it back: so the next process knows that it is still to be done.
 */
final class JobRun implements ServedRun {

    private final String origin;
    private final String job;
    private final Wish.Kind kind;
    private final JobFileRunRecord record;
    private final Supplier<RunPlan> planning;
    private final @Nullable LinkFetch fetch;
    private final UnfinishedWishes unfinished;
    private final PayingTries tries;
    private final List<Occasion> occasions = new CopyOnWriteArrayList<>();
    private final boolean resumed;
    private volatile @Nullable Wish wish; // null until it begins

    /**
     * @param rest what an earlier process has left of it; null if it is new
     * @param kind the kind of its wish: run, fresh run or rerun
     * @param record of it, with the approval of its price
     * @param planning plans the run at each try, reading the sheet again
     * @param unfinished where it is noted that nothing resumes it
     * @param fetch fetches its sheet; null unless that is behind a link
     */
    JobRun(
            String origin,
            String job,
            @Nullable Wish rest,
            Wish.Kind kind,
            JobFileRunRecord record,
            Supplier<RunPlan> planning,
            UnfinishedWishes unfinished,
            @Nullable LinkFetch fetch) {
        this.origin = origin;
        this.job = job;
        this.resumed = rest != null;
        this.wish = rest;
        this.kind = kind;
        this.record = record;
        this.planning = planning;
        this.unfinished = unfinished;
        this.fetch = fetch;
        this.tries = new PayingTries(resumed);
    }

    /** Returns the same run, which is now also for this. */
    JobRun on(Occasion occasion) {
        occasions.add(occasion);
        if (occasion.orderedBy() != null) {
            record.orderedBy(occasion.orderedBy());
        }
        return this;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public boolean isResumed() {
        return resumed;
    }

    /**
     * Returns true if this one, as long as it waits, also covers a later run of a job file. A resumed run keeps its
     * original rows, so today's rows would wait for another night; but where each run pays again, the resumed run may be
     * the very one that is due. While it waits for an approval of its price, nothing else may pay for its rows.
     */
    boolean covers(JobRun later) {
        return resumed && !record.isAwaited()
                ? paysAgain() && kind == later.kind && JobName.isSame(job, later.job)
                : origin.equals(later.origin);
    }

    @Override
    public boolean takesOver(ServedRun due) {
        if (!record.isAwaited() || !(due instanceof JobRun later) || later.resumed || !covers(later)) {
            return false;
        }
        later.occasions.forEach(this::on);
        later.record.replacedBy(record);
        return true;
    }

    private boolean paysAgain() {
        return kind != Wish.Kind.RUN;
    }

    @Override
    public boolean isHeldBack() {
        return !resumed && record.isHeldBack();
    }

    @Override
    public boolean isReady() {
        return !isHeldBack() && record.isReady() && (fetch == null || fetch.isReady());
    }

    @Override
    public void waits(String why) {
        paused();
    }

    @Override
    public void paused() {
        if (isHeldBack()) {
            record.record(); // a due time that passes in a pause is not made up for
        }
    }

    @Override
    public boolean awaitsApproval() {
        return record.isAwaited();
    }

    @Override
    public void dueAgain() {
        record.lookAgain();
    }

    @Override
    public boolean isRequested(String id) {
        return record.isOf(id);
    }

    @Override
    public RunPlan plan() {
        record.checkNotRefused();
        RunPlan plan = planning.get();
        if (paysAgain()) {
            tries.check(plan);
        }
        if (resumed) {
            record.checkRest(plan);
        } else {
            record.check(plan);
        }
        return plan;
    }

    @Override
    public void begin() {
        record.begin();
        tries.begin();
    }

    @Override
    public void recordBeginning(Run run) {
        record.recordBeginning(run);
        occasions.forEach(occasion -> occasion.begun(paysAgain()));
    }

    @Override
    public boolean notApproved(RunPrice price) {
        return record.ask();
    }

    @Override
    public void began(Run run, StopSignal stop) {
        record.began(run);
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        record.onProgress(runProgress);
    }

    @Override
    public void hasRun(RunResult result) {
        wish = result.wish();
    }

    @Override
    public void ended(RunResult result) {
        record.ended(result);
        isOver();
    }

    @Override
    public void stopWanted() {
        record.stopWanted();
    }

    @Override
    public void stopped() {
        leaveToAPerson();
        record.stopped(Text.of("Stopped by a person."));
        isOver();
    }

    @Override
    public void refused(RuntimeException why) {
        if (why instanceof RefusedByPersonException) {
            leaveToAPerson();
        }
        record.refused(why);
        isOver(); // the next scheduled time is the next chance
    }

    /** What a person has stopped or refused is not resumed by itself; its next scheduled time asks anew. */
    private void leaveToAPerson() {
        Wish begun = wish;
        if (begun != null) {
            unfinished.leaveToAPerson(begun);
        }
    }

    private void isOver() {
        occasions.forEach(Occasion::over);
        record.settle();
    }
}

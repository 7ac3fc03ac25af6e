package dev.reelbatch.serve;

import dev.reelbatch.inbox.WantedApproval;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.JobFileRun;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.text.UserException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The record of one run of a job file, or of a dropped sheet, and the approval of its price. If that is needed, the run
 * stays in the queue until somebody has answered, also over restarts. An approval is good for what was looked at: the
 * same content, at no higher price for all of the run, what it has cost so far included.
 */
final class JobFileRunRecord {

    private final JobFileRunRecords records;
    private final Supplier<ApprovalRule> rule;
    private volatile JobFileRunRecords.Subject subject;
    private volatile @Nullable JobFileRun recorded;
    private volatile boolean isAwaited;
    private volatile boolean looksAgain;
    private volatile boolean isToBeApproved; // by the person who orders it
    private volatile @Nullable String orderedBy;
    private volatile boolean hasBegun;
    private volatile RunPrice price = new RunPrice(Cost.NONE, 0);
    private volatile String content = "";

    /** @param rule the present one: it may change while the run waits */
    JobFileRunRecord(JobFileRunRecords records, Supplier<ApprovalRule> rule, JobFileRunRecords.Subject subject) {
        this.records = records;
        this.rule = rule;
        this.subject = subject;
    }

    /**
     * Takes up what an earlier process has left of the same.
     *
     * @param wanted which of several is meant
     */
    JobFileRunRecord takeUp(Predicate<JobFileRun> wanted) {
        records.left(subject, wanted).ifPresent(left -> {
            recorded = left;
            records.record(left);
            isAwaited = left.run().state() == RequestedRun.State.WAITING_FOR_APPROVAL;
            hasBegun = left.hasBegun();
        });
        return this;
    }

    /**
     * Takes it as the order of an admin, who is recorded with it: its price is approved, and a pause does not hold it
     * back.
     */
    void orderedBy(String by) {
        orderedBy = by;
        subject = subject.orderedBy(by);
    }

    /** Makes sure that it is recorded. */
    synchronized JobFileRun record() {
        JobFileRun now = recorded;
        if (now == null) {
            now = records.add(subject);
            records.record(now);
            recorded = now;
        }
        return now;
    }

    /** Returns true if a run was made for it, by this process or an earlier one. */
    boolean hasRun() {
        JobFileRun now = recorded;
        return now != null && records.now(now).run().runId() != null;
    }

    /** Returns true unless it waits for an answer. */
    boolean isReady() {
        JobFileRun waiting = recorded;
        if (isAwaited && waiting != null) {
            isAwaited = records.now(waiting).run().state() == RequestedRun.State.WAITING_FOR_APPROVAL;
        }
        return !isAwaited || looksAgain;
    }

    /** Returns true if it has not begun, and its job file is paused. */
    boolean isHeldBack() {
        return !hasBegun && orderedBy == null && records.isPaused(subject);
    }

    boolean isAwaited() {
        return isAwaited;
    }

    /** Lets a run that waits be planned again, because its sheet may have changed. */
    void lookAgain() {
        looksAgain = isAwaited;
    }

    /** Returns true if the requested run of this id is this one. */
    boolean isOf(String id) {
        JobFileRun now = recorded;
        return now != null && now.run().id().equals(id);
    }

    /** @throws UserException if somebody has refused or stopped it */
    void checkNotRefused() {
        JobFileRun now = recorded;
        if (now != null && records.now(now).run().state() == RequestedRun.State.STOPPED) {
            throw records.refusal(now);
        }
    }

    /** @throws NotApprovedException if exactly this needs an approval and has none */
    void check(RunPlan plan) {
        boolean isMoreOfARerun = hasBegun && plan.request().said().rerun() != null; // its other rows are done
        check(plan, isMoreOfARerun);
    }

    /**
     * Checks the rest of what an earlier process began: other rows than these are never in it.
     *
     * @throws NotApprovedException if it would cost more in all than was approved, or than needs no approval
     */
    void checkRest(RunPlan plan) {
        check(plan, true);
    }

    private void check(RunPlan plan, boolean isRest) {
        looksAgain = false;
        isToBeApproved = false;
        JobFileRun now = recorded;
        Cost spent = now == null ? Cost.NONE : records.spent(now);
        if (!rule.get().isNeeded(plan.offer(), spent)) {
            return;
        }
        price = plan.offer().price().plus(spent);
        content = plan.wantedContent();
        Approval approval = now == null ? null : records.now(now).run().approval();
        boolean isSame = now != null && (isRest || now.content().equals(content));
        if (isSame && approval != null && approval.covers(price)) {
            return;
        }
        isToBeApproved = orderedBy != null && !hasBegun;
        if (!isToBeApproved) {
            throw rule.get().notApproved(plan.offer(), spent, approval);
        }
    }

    /** Asks for the approval that the last check has missed. Returns false if that was asked before. */
    boolean ask() {
        JobFileRun before = records.now(record());
        RequestedRun.State state = before.run().state();
        boolean isAskedAlready = before.content().equals(content)
                && price.equals(before.askedPrice())
                && (state == RequestedRun.State.WAITING_FOR_APPROVAL
                        || state == RequestedRun.State.QUEUED); // approved at this moment
        if (!isAskedAlready) {
            JobFileRun now = records.ask(subject, price, content, before);
            records.record(now);
            recorded = now;
        }
        isAwaited = true;
        return !isAskedAlready;
    }

    /** Returns what people have to know; empty unless it waits. */
    Optional<WantedApproval> wanted() {
        JobFileRun now = recorded;
        RunPrice asking = now == null ? null : now.askedPrice();
        return isAwaited && asking != null ? Optional.of(records.wanted(asking, rule.get())) : Optional.empty();
    }

    /** @throws UserException if somebody has stopped it meanwhile */
    void begin() {
        if (isToBeApproved) {
            recorded = records.approve(record(), price, content, Objects.requireNonNull(orderedBy));
        }
        JobFileRun now = recorded;
        if (now != null && !records.begin(now)) {
            throw records.refusal(now);
        }
        isAwaited = false;
        hasBegun = true;
    }

    /** Called in the transaction that records the beginning. */
    void recordBeginning(Run run) {
        ifRecorded(now -> records.begun(now, run.id()));
    }

    /** Records a run that was not worth it before: now something is being done. */
    void began(Run run) {
        if (recorded == null) {
            JobFileRun now = record();
            records.begin(now);
            records.begun(now, run.id());
        }
    }

    void onProgress(RunProgress runProgress) {
        ifRecorded(now -> records.record(now).onProgress(runProgress));
    }

    /** Records how the run has ended; {@link #settle} follows once nothing is left to do. */
    void ended(RunResult result) {
        JobFileRun now = orderedBy == null ? recorded : record();
        if (now != null) {
            records.record(now).ended(result);
        }
    }

    /** Records a refusal; one that repeats the last one of its schedule, every minute perhaps, is listed once. */
    void refused(RuntimeException why) {
        boolean isRepeated = recorded == null && orderedBy == null && records.isRefusedAgain(subject, why);
        if (!isRepeated) {
            records.record(record()).refused(why);
        }
    }

    /** Records that a person wants it to stop, before it is stopped. */
    void stopWanted() {
        ifRecorded(records::wantStop);
    }

    void stopped(String why) {
        ifRecorded(now -> records.record(now).stopped(why));
    }

    void settle() {
        ifRecorded(records::settle);
    }

    /** Closes it, as far as it is recorded, because another run is for the same. */
    void replacedBy(JobFileRunRecord other) {
        ifRecorded(now -> records.close(now, records.joined(other.record())));
    }

    private void ifRecorded(Consumer<JobFileRun> work) {
        JobFileRun now = recorded;
        if (now != null) {
            work.accept(now);
        }
    }
}

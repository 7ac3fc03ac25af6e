package dev.reelbatch.serve;

import dev.reelbatch.inbox.WantedApproval;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.ApprovalLedger.Asked;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.text.UserException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The record of one run of a job file, or of a dropped sheet, and the approval of its price. If that is needed, the run
 * stays in the queue until somebody has answered, also over restarts. An approval is good for what was looked at: the
 * same content, at no higher price for all of the run, what it has cost so far included.
 */
final class RunApproval {

    private final Approvals approvals;
    private final ApprovalRule rule;
    private volatile Approvals.Subject subject;
    private volatile @Nullable Asked asked;
    private volatile boolean isAwaited;
    private volatile boolean looksAgain;
    private volatile boolean isToBeApproved; // by the person who orders it
    private volatile @Nullable String orderedBy;
    private volatile boolean hasBegun;
    private volatile RunPrice price = new RunPrice(Cost.NONE, 0);
    private volatile String content = "";

    RunApproval(Approvals approvals, ApprovalRule rule, Approvals.Subject subject) {
        this.approvals = approvals;
        this.rule = rule;
        this.subject = subject;
    }

    /**
     * Takes up what an earlier process has left of the same.
     *
     * @param wanted which of several is meant
     */
    RunApproval takeUp(Predicate<Asked> wanted) {
        approvals.left(subject, wanted).ifPresent(left -> {
            asked = left;
            approvals.record(left);
            isAwaited = left.run().state() == RequestedRun.State.WAITING_FOR_APPROVAL;
            hasBegun = hasBegun(left);
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
    synchronized Asked record() {
        Asked now = asked;
        if (now == null) {
            now = approvals.add(subject);
            approvals.record(now);
            asked = now;
        }
        return now;
    }

    /** Returns true if the run's turn had come, so that some of it may have been paid for. */
    static boolean hasBegun(Asked left) {
        return switch (left.run().state()) {
            case WAITING_FOR_APPROVAL, QUEUED, STOPPED -> left.run().runId() != null;
            case RUNNING, COMPLETED, INCOMPLETE -> true;
        };
    }

    /** Returns true if a run was made for it, by this process or an earlier one. */
    boolean hasRun() {
        Asked now = asked;
        return now != null && approvals.now(now).run().runId() != null;
    }

    /** Returns true unless it waits for an answer. */
    boolean isReady() {
        Asked waiting = asked;
        if (isAwaited && waiting != null) {
            isAwaited = approvals.now(waiting).run().state() == RequestedRun.State.WAITING_FOR_APPROVAL;
        }
        return !isAwaited || looksAgain;
    }

    /** Returns true if it has not begun, and its job file is paused. */
    boolean isHeldBack() {
        return !hasBegun && orderedBy == null && approvals.isPaused(subject);
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
        Asked now = asked;
        return now != null && now.run().id().equals(id);
    }

    /** @throws UserException if somebody has refused or stopped it */
    void checkNotRefused() {
        Asked now = asked;
        if (now != null && approvals.now(now).run().state() == RequestedRun.State.STOPPED) {
            throw approvals.refusal(now);
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
        Asked now = asked;
        Cost spent = now == null ? Cost.NONE : approvals.spent(now);
        if (!rule.isNeeded(plan.offer(), spent)) {
            return;
        }
        price = plan.offer().price().plus(spent);
        content = plan.wantedContent();
        Approval approval = now == null ? null : approvals.now(now).run().approval();
        boolean isSame = now != null && (isRest || now.content().equals(content));
        if (isSame && approval != null && approval.covers(price)) {
            return;
        }
        isToBeApproved = orderedBy != null && !hasBegun;
        if (!isToBeApproved) {
            throw rule.notApproved(plan.offer(), spent, approval);
        }
    }

    /** Asks for the approval that the last check has missed. Returns false if that was asked before. */
    boolean ask() {
        Asked before = record();
        RequestedRun.State state = approvals.now(before).run().state();
        boolean isAskedAlready = before.content().equals(content)
                && price.equals(priceOf(before))
                && (state == RequestedRun.State.WAITING_FOR_APPROVAL
                        || state == RequestedRun.State.QUEUED); // approved at this moment
        if (!isAskedAlready) {
            Asked now = approvals.ask(subject, price, content, before);
            approvals.record(now);
            asked = now;
        }
        isAwaited = true;
        return !isAskedAlready;
    }

    private static @Nullable RunPrice priceOf(Asked asked) {
        return asked.run().approval() == null ? null : asked.run().approval().asked();
    }

    /** Returns what people have to know; empty unless it waits. */
    Optional<WantedApproval> wanted() {
        Asked now = asked;
        RunPrice asking = now == null ? null : priceOf(now);
        return isAwaited && asking != null ? Optional.of(approvals.wanted(asking, rule)) : Optional.empty();
    }

    /** @throws UserException if somebody has stopped it meanwhile */
    void begin() {
        if (isToBeApproved) {
            asked = approvals.approve(record(), price, content, Objects.requireNonNull(orderedBy));
        }
        Asked now = asked;
        if (now != null && !approvals.begin(now)) {
            throw approvals.refusal(now);
        }
        isAwaited = false;
        hasBegun = true;
    }

    /** Called in the transaction that records the beginning. */
    void recordBeginning(Run run) {
        Asked now = asked;
        if (now != null) {
            approvals.begun(now, run.id());
        }
    }

    /** Records a run that was not worth it before: now something is being done. */
    void began(Run run) {
        if (asked == null) {
            Asked now = record();
            approvals.begin(now);
            approvals.begun(now, run.id());
        }
    }

    void onProgress(RunProgress runProgress) {
        Asked now = asked;
        if (now != null) {
            approvals.record(now).onProgress(runProgress);
        }
    }

    /** Records how the run has ended; {@link #settle} follows once nothing is left to do. */
    void ended(RunResult result) {
        Asked now = orderedBy == null ? asked : record();
        if (now != null) {
            approvals.record(now).ended(result);
        }
    }

    /** Records a refusal; one that repeats the last one of its schedule, every minute perhaps, is listed once. */
    void refused(RuntimeException why) {
        boolean isRepeated = asked == null && orderedBy == null && approvals.isRefusedAgain(subject, why);
        if (!isRepeated) {
            approvals.record(record()).refused(why);
        }
    }

    /** Records that a person wants it to stop, before it is stopped. */
    void stopWanted() {
        Asked now = asked;
        if (now != null) {
            approvals.wantStop(now);
        }
    }

    void stopped(String why) {
        Asked now = asked;
        if (now != null) {
            approvals.record(now).stopped(why);
        }
    }

    void settle() {
        Asked now = asked;
        if (now != null) {
            approvals.settle(now);
        }
    }
}

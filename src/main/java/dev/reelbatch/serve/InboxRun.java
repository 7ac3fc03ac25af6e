package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.inbox.SheetResult;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run of a sheet that was dropped into an inbox; when it ends, the sheet leaves {@code working/}. */
final class InboxRun implements ServedRun {

    private final ClaimedFile file;
    private final DroppedJob dropped;
    private final String job;
    private final Supplier<ServedJob> inbox;
    private final InboxFolder folder;
    private final RunService runs;
    private final ApiTarget apiTarget;
    private final boolean resumed;
    private final ServeLog serveLog;
    private final Consumer<InboxRun> over;
    private final JobFileRunRecord record;
    private final DropPage page;
    private final @Nullable PayingTries tries; // null unless each sheet is paid for again
    private @Nullable Path out;
    private volatile @Nullable RunResult latest;

    /** @param over called when the sheet has left working/ */
    InboxRun(
            ClaimedFile file,
            ServedJob made,
            InboxFolder folder,
            InboxServices services,
            boolean resumed,
            Consumer<InboxRun> over) {
        this.file = file;
        this.runs = services.session().runs();
        this.dropped = DroppedJob.of(file, made, folder, runs);
        this.job = dropped.name();
        this.inbox = () -> services.jobs().limited(made);
        this.folder = folder;
        this.apiTarget = services.apiTarget();
        this.resumed = resumed;
        this.serveLog = services.serveLog();
        this.over = over;
        this.page = new DropPage(file, runs, services.time());
        this.record = services.records().of(made, job, file.file().toString(), folder.charged());
        if (resumed) {
            record.takeUp(left -> true);
            record.wanted().ifPresent(page::waitsForApproval);
        }
        this.tries = made.request().fresh() ? new PayingTries(record.hasRun()) : null;
    }

    @Override
    public String origin() {
        return job;
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
    public boolean isHeldBack() {
        return record.isHeldBack();
    }

    @Override
    public boolean isReady() {
        boolean waited = record.isAwaited();
        boolean ready = record.isReady();
        if (waited && !record.isAwaited()) {
            page.waitsForItsTurn();
        }
        return ready && !isHeldBack();
    }

    @Override
    public boolean awaitsApproval() {
        return record.isAwaited();
    }

    @Override
    public boolean isRequested(String id) {
        return record.isOf(id);
    }

    @Override
    public boolean notApproved(RunPrice price) {
        boolean isNews = record.ask();
        record.wanted().ifPresent(page::waitsForApproval);
        return isNews;
    }

    @Override
    public void waits(String why) {
        record();
    }

    /** Lets people see it among the runs while it waits for its turn. */
    void record() {
        record.record();
    }

    @Override
    public RunPlan plan() {
        record.record();
        record.checkNotRefused();
        String sha256 = file.remember().orElse("");
        Wish cutShort = resumed ? runs.unfinished().cutShort(job, sha256).orElse(null) : null;
        if (cutShort != null) { // the options may have changed since then
            RunPlan rest = planned(inbox.get().request().resume(job, cutShort, null));
            record.checkRest(rest);
            return rest;
        }
        if (out == null) {
            out = dropped.results(file, folder, runs, sha256);
        }
        RunPlan plan =
                planned(inbox.get().request().forSheet(file.file(), job, out).withPicturesIn(file.inbox()));
        record.check(plan);
        return plan;
    }

    private RunPlan planned(RunRequest request) {
        RunPlan runPlan = runs.plan(folder.charged(request), apiTarget);
        if (tries != null) {
            tries.check(runPlan);
        }
        out = runPlan.out();
        page.planned(runPlan);
        return runPlan;
    }

    @Override
    public void begin() {
        record.begin();
        if (tries != null) {
            tries.begin();
        }
    }

    @Override
    public void recordBeginning(Run run) {
        record.recordBeginning(run);
    }

    @Override
    public void began(Run run, StopSignal stop) {
        page.began(run);
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        record.onProgress(runProgress);
        page.report(runProgress);
    }

    @Override
    public void retried(Instant next, String why) {
        page.paused(next, why);
    }

    @Override
    public void ended(RunResult result) {
        record.ended(result);
        finished(file.ended(resultOf(result)));
    }

    private SheetResult resultOf(RunResult result) {
        return EndedSheet.of(result, Objects.requireNonNull(out), apiTarget.isRehearsal(), runs.results());
    }

    private void finished(Path filed) {
        isOver();
        serveLog.say(job, Text.of("Finished %s: %s", file.name(), filed));
    }

    @Override
    public void hasRun(RunResult result) {
        latest = result;
    }

    @Override
    public void stopWanted() {
        record.stopWanted();
    }

    @Override
    public void stopped() {
        String reason = SheetRefusal.stoppedText();
        RunResult result = latest;
        record.stopped(reason);
        finished(
                result == null
                        ? file.rejected(SheetRefusal.ofStop(resumed))
                        : file.ended(resultOf(result).because(reason)));
    }

    @Override
    public void refused(RuntimeException why) {
        record.refused(why);
        Path filed = file.rejected(SheetRefusal.of(why, resumed, resumed || latest != null));
        isOver();
        serveLog.say(job, Text.of("Returned %s with errors: %s", file.name(), filed));
    }

    private void isOver() {
        over.accept(this);
        record.settle();
    }

    /** Returns the path of its sheet in working/. */
    Path sheet() {
        return file.file();
    }

    /** Writes the page if it is old. */
    void renewPage() {
        page.renew();
    }

    /** Says on the page that nothing works on the sheet until the next start. */
    void leavePage() {
        page.left();
    }
}

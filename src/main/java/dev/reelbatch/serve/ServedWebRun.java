package dev.reelbatch.serve;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.WebRun;
import dev.reelbatch.ledger.WebRunLedger;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.KeptRequest;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run requested over HTTP, while it waits and runs. Its state is in the ledger at every moment. */
final class ServedWebRun implements ServedRun {

    private final WebRun webRun;
    private final boolean resumed;
    private final WebRunPlanner planner;
    private final WebRunLedger ledger;
    private final Consumer<ServedWebRun> over;
    private final Consumer<ServedWebRun> waits;
    private final List<RunFollower> followers = new CopyOnWriteArrayList<>();
    private final @Nullable Language commandedIn;
    private final RequestRecord record;
    private boolean hasEnded; // guarded by followers

    /**
     * @param over called after its end is recorded
     * @param waits called after it is recorded that it waits for approval
     * @param follower shows it to a person; null for none
     */
    ServedWebRun(
            WebRun webRun,
            boolean resumed,
            WebRunPlanner planner,
            WebRunLedger ledger,
            Consumer<ServedWebRun> over,
            Consumer<ServedWebRun> waits,
            @Nullable RunFollower follower) {
        this.webRun = webRun;
        this.resumed = resumed;
        this.planner = planner;
        this.ledger = ledger;
        this.over = over;
        this.waits = waits;
        if (follower != null) {
            followers.add(follower);
        }
        this.record = new RequestRecord(webRun.id(), ledger);
        this.commandedIn = WebRunPlanner.commandedIn(webRun).orElse(null);
    }

    @Override
    public String origin() {
        return webRun.id();
    }

    @Override
    public String job() {
        return webRun.job();
    }

    @Override
    public boolean isResumed() {
        return resumed;
    }

    @Override
    public Language language() {
        return commandedIn == null ? Text.language() : commandedIn;
    }

    @Override
    public boolean isRetried() {
        return commandedIn == null;
    }

    @Override
    public void waits(String why) {
        tell(shown -> shown.waits(why));
    }

    @Override
    public void hasRun(RunResult result) {
        tellEnd(shown -> shown.hasRun(result));
    }

    @Override
    public void withheld() {
        tellEnd(RunFollower::withheld);
    }

    @Override
    public void left() {
        tellEnd(RunFollower::over);
    }

    private void tell(Consumer<RunFollower> news) {
        followers.forEach(news);
    }

    private void tellEnd(Consumer<RunFollower> news) {
        synchronized (followers) {
            hasEnded = true; // nobody joins any more
        }
        tell(news);
    }

    /** Shows the run to one more person. Returns false if it has ended. */
    boolean follow(RunFollower follower) {
        synchronized (followers) {
            if (!hasEnded) {
                followers.add(follower);
            }
            return !hasEnded;
        }
    }

    /** Returns true if this command, given once more, would pay once more for what this run pays for. */
    boolean isRepeatedBy(String job, KeptRequest command) {
        return JobName.isSame(webRun.job(), job)
                && WebRunPlanner.commanded(webRun).filter(command::repeats).isPresent();
    }

    /** @param copy of the command's sheet; null if it has none */
    boolean isOf(KeptRequest command, @Nullable Path copy) {
        return WebRunPlanner.commanded(webRun).filter(command::hasOptionsOf).isPresent()
                && isSame(webRun.sheet(), copy);
    }

    private static boolean isSame(@Nullable Path one, @Nullable Path other) {
        try {
            return one == null || other == null ? one == other : Files.mismatch(one, other) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public RunPlan plan() {
        return planner.plan(ledger.find(webRun.id()).orElse(webRun));
    }

    @Override
    public void begin() {
        if (!ledger.begin(webRun.id())) {
            throw new UserException(Text.of("It was stopped before it began."));
        }
    }

    @Override
    public boolean hasBegun() {
        return ledger.hasBegun(webRun.id());
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        tell(shown -> shown.onProgress(runProgress));
        record.onProgress(runProgress);
    }

    @Override
    public void ended(RunResult result) {
        record.ended(result);
        end();
    }

    @Override
    public void refused(RuntimeException why) {
        tellEnd(shown -> shown.failed(why));
        record.refused(why);
        end();
    }

    @Override
    public void stopWanted() {
        ledger.wantStop(webRun.id());
    }

    @Override
    public void stopped() {
        record.stopped(stoppedText(webRun));
        end();
    }

    static String stoppedText(WebRun webRun) {
        return webRun.rerunOf() == null
                ? Text.of("Stopped by a person. Run the sheet again to resume.")
                : Text.of("Stopped by a person. Request the same rerun again to resume.");
    }

    @Override
    public boolean notApproved(Cost cost) {
        if (!ledger.await(webRun.id(), cost)) {
            stopped();
            return false;
        }
        waits.accept(this);
        record.tellOfEnd();
        return true;
    }

    private void end() {
        over.accept(this);
        record.tellOfEnd();
    }

    String id() {
        return webRun.id();
    }

    RequestRecord record() {
        return record;
    }
}

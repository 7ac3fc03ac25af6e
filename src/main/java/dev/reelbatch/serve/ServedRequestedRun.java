package dev.reelbatch.serve;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.RunPrice;
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
final class ServedRequestedRun implements ServedRun {

    private final RequestedRun requestedRun;
    private final boolean resumed;
    private final RequestedRunPlanner planner;
    private final RequestedRunLedger ledger;
    private final Consumer<ServedRequestedRun> over;
    private final Consumer<ServedRequestedRun> waits;
    private final List<RunFollower> followers = new CopyOnWriteArrayList<>();
    private final @Nullable Language commandedIn;
    private final RequestRecord record;
    private boolean hasEnded; // guarded by followers

    /**
     * @param over called after its end is recorded
     * @param waits called after it is recorded that it waits for approval
     * @param follower shows it to a person; null for none
     */
    ServedRequestedRun(
            RequestedRun requestedRun,
            boolean resumed,
            RequestedRunPlanner planner,
            RequestedRunLedger ledger,
            Consumer<ServedRequestedRun> over,
            Consumer<ServedRequestedRun> waits,
            @Nullable RunFollower follower) {
        this.requestedRun = requestedRun;
        this.resumed = resumed;
        this.planner = planner;
        this.ledger = ledger;
        this.over = over;
        this.waits = waits;
        if (follower != null) {
            followers.add(follower);
        }
        this.record = new RequestRecord(requestedRun.id(), ledger);
        this.commandedIn = RequestedRunPlanner.commandedIn(requestedRun).orElse(null);
    }

    @Override
    public String origin() {
        return requestedRun.id();
    }

    @Override
    public String job() {
        return requestedRun.job();
    }

    @Override
    public boolean isRequested(String id) {
        return requestedRun.id().equals(id);
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
        return JobName.isSame(requestedRun.job(), job)
                && RequestedRunPlanner.commanded(requestedRun)
                        .filter(command::repeats)
                        .isPresent();
    }

    /** @param copy of the command's sheet; null if it has none */
    boolean isOf(KeptRequest command, @Nullable Path copy) {
        return RequestedRunPlanner.commanded(requestedRun)
                        .filter(command::hasOptionsOf)
                        .isPresent()
                && isSame(requestedRun.sheet(), copy);
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
        return planner.plan(ledger.find(requestedRun.id()).orElse(requestedRun), ledger.spent(requestedRun.id()));
    }

    @Override
    public void begin() {
        if (!ledger.begin(requestedRun.id())) {
            throw new UserException(Text.of("It was stopped before it began."));
        }
    }

    @Override
    public boolean hasBegun() {
        return ledger.hasBegun(requestedRun.id());
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
        ledger.wantStop(requestedRun.id());
    }

    @Override
    public void stopped() {
        record.stopped(stoppedText(requestedRun));
        end();
    }

    static String stoppedText(RequestedRun requestedRun) {
        return requestedRun.rerunOf() == null
                ? Text.of("Stopped by a person. Run the sheet again to resume.")
                : Text.of("Stopped by a person. Request the same rerun again to resume.");
    }

    @Override
    public boolean notApproved(RunPrice price) {
        if (!ledger.await(requestedRun.id(), price)) {
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
        return requestedRun.id();
    }

    RequestRecord record() {
        return record;
    }
}

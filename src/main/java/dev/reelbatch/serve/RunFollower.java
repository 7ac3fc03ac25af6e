package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunResult;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one run from the queue to its end, for one thread that shows it to a person. The run never waits for that
 * thread; progress that comes faster than it is shown is left out.
 */
public final class RunFollower {

    private final boolean joins;
    private String waiting = "";
    private boolean isToldOfWaiting = true;
    private @Nullable RunProgress progress;
    private @Nullable RunResult result;
    private @Nullable Throwable failure;
    private boolean isWithheld;
    private boolean isOver;

    /** @param joins true if the run was there before the command that shows it */
    RunFollower(boolean joins) {
        this.joins = joins;
    }

    /** Returns true if an earlier command began the run. */
    public boolean joins() {
        return joins;
    }

    /**
     * Shows what is new, after waiting for it at most this long. Returns false once the run is over.
     *
     * @param words receives what the run waits for
     */
    public boolean show(ProgressListener view, Consumer<String> words, Duration atMost) throws InterruptedException {
        String newWords = null;
        RunProgress newProgress;
        boolean goesOn;
        synchronized (this) {
            if (isToldOfWaiting && progress == null && !isOver) {
                wait(atMost.toMillis());
            }
            if (!isToldOfWaiting) {
                isToldOfWaiting = true;
                newWords = waiting;
            }
            newProgress = progress;
            progress = null;
            goesOn = !isOver;
        }
        if (newWords != null) {
            words.accept(newWords);
        }
        if (newProgress != null) {
            view.onProgress(newProgress);
        }
        return goesOn;
    }

    /** Returns its result; empty if it did not begin. */
    public synchronized Optional<RunResult> result() {
        return Optional.ofNullable(result);
    }

    /** Returns why it was refused or broke off; empty if it did neither. */
    public synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns true if the process ends before its turn has come; the next one begins it. */
    public synchronized boolean isWithheld() {
        return isWithheld;
    }

    synchronized void waits(String why) {
        if (!why.equals(waiting)) {
            waiting = why;
            isToldOfWaiting = false;
            notifyAll();
        }
    }

    synchronized void onProgress(RunProgress runProgress) {
        progress = runProgress;
        notifyAll();
    }

    synchronized void hasRun(RunResult ended) {
        result = ended;
    }

    synchronized void failed(Throwable why) {
        failure = why;
    }

    synchronized void withheld() {
        isWithheld = true;
    }

    synchronized void over() {
        isOver = true;
        notifyAll();
    }
}

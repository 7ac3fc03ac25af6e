package dev.reelbatch.home;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process that runs a run, as its status names it. */
public final class RunProcess {

    private final ProcessHandle handle;

    private RunProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    /** Returns the process; empty if it is not on this machine, or its number belongs to another process by now. */
    public static Optional<RunProcess> of(StatusFile.Status status) {
        return ProcessHandle.of(status.pid())
                .filter(process -> status.processStart() != null
                        && process.info()
                                .startInstant()
                                .filter(status.processStart()::equals)
                                .isPresent())
                .map(RunProcess::new);
    }

    /** Returns true if this system lets a process stop another one in an orderly way. */
    public boolean canBeStopped() {
        return handle.supportsNormalTermination();
    }

    /**
     * Asks it to stop in an orderly way. Only called if it {@link #canBeStopped}.
     *
     * @return false if this user may not
     */
    public boolean stop() {
        return handle.destroy();
    }

    /** Waits for its end. Returns false if it is still there after this time. */
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        try {
            handle.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.reelbatch.job;

import dev.reelbatch.api.CallListener;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.stage.ChangeSignal;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The account in use: opened for the first of the runs that are active at the same time, closed after the last. */
public final class SharedAccount {

    private final Ledgers ledgers;
    private final Settings settings;
    private final PictureStore pictures;
    private final ChangeSignal changeSignal;
    private final Time time;
    private volatile @Nullable Account account;
    private @Nullable String api;
    private volatile CallListener callListener = CallListener.NONE;
    private StopSignal above = new StopSignal();
    private final Map<Long, Path> runs = new ConcurrentHashMap<>(); // with their folders

    public SharedAccount(
            Ledgers ledgers, Settings settings, PictureStore pictures, ChangeSignal changeSignal, Time time) {
        this.ledgers = ledgers;
        this.settings = settings;
        this.pictures = pictures;
        this.changeSignal = changeSignal;
        this.time = time;
    }

    /**
     * Joins a run to the account.
     *
     * @param run the run that starts now
     * @param limits the first run's rate, concurrency and patience apply
     * @param process stops everything
     * @throws IllegalStateException if runs are active on another API
     */
    synchronized Account join(Run run, ApiTarget apiTarget, RunLimits limits, StopSignal process) {
        if (account != null && !apiTarget.name().equals(api)) {
            throw new IllegalStateException("Runs are active on %s, not %s".formatted(api, apiTarget.name()));
        }
        runs.put(run.id(), run.outDir()); // before anything is downloaded into it
        if (account == null) {
            above = process;
            api = apiTarget.name();
            account = new Account(
                    apiTarget,
                    limits,
                    ledgers,
                    settings,
                    pictures,
                    callListener,
                    this::running,
                    this::isInUse,
                    process.below(),
                    changeSignal,
                    time);
            account.open();
        }
        return account;
    }

    /** Sets the one listener to calls, before the first run. */
    public void listen(CallListener listener) {
        callListener = listener;
    }

    /** Returns the connections in use. */
    public Connections connections() {
        Account open = account;
        return open == null ? Connections.NONE : open.connections();
    }

    /** Returns the results folders of the active runs. */
    public Set<Path> folders() {
        return Set.copyOf(runs.values());
    }

    private Set<Long> running() {
        return Set.copyOf(runs.keySet());
    }

    private boolean isInUse(Path folder) {
        return runs.values().stream().anyMatch(folder::startsWith);
    }

    /** Removes a run, and closes the account after the last one. */
    synchronized void leave(Run run) {
        runs.remove(run.id());
        if (runs.isEmpty()) {
            Account last = Objects.requireNonNull(account);
            account = null;
            above.forget(last.stop());
            last.close();
        }
    }
}

package dev.reelbatch.job;

import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The account that is in use: opened for the first of the runs that go on at once, closed after the last. */
final class OpenAccount {

    private final Ledgers ledgers;
    private final Settings settings;
    private final Bell bell;
    private final Time time;
    private @Nullable Account account;
    private @Nullable String api;
    private StopSignal above = new StopSignal();
    private final AtomicInteger runs = new AtomicInteger();
    private final Set<Path> outs = ConcurrentHashMap.newKeySet();

    OpenAccount(Ledgers ledgers, Settings settings, Bell bell, Time time) {
        this.ledgers = ledgers;
        this.settings = settings;
        this.bell = bell;
        this.time = time;
    }

    /**
     * @param out the run's folder
     * @param limits pace, ceiling and patience are those of the first run
     * @param process stops everything
     * @throws IllegalStateException if runs go on against another API
     */
    synchronized Account join(Path out, Backend backend, RunRequest.Limits limits, StopSignal process) {
        if (account != null && !backend.name().equals(api)) {
            throw new IllegalStateException("Runs go on against %s, not %s".formatted(api, backend.name()));
        }
        outs.add(out); // before anything is fetched into it
        if (account == null) {
            above = process;
            api = backend.name();
            account = new Account(backend, limits, ledgers, settings, this::isInUse, process.below(), bell, time);
            account.open();
        }
        runs.incrementAndGet();
        return account;
    }

    private boolean isInUse(Path folder) {
        return outs.stream().anyMatch(folder::startsWith);
    }

    /** Closes the account after the last run. */
    void leave(Path out) {
        outs.remove(out);
        closeAfterTheLast();
        bell.ring(); // somebody may be alone from now on
    }

    private synchronized void closeAfterTheLast() {
        if (runs.decrementAndGet() == 0) {
            Account last = Objects.requireNonNull(account);
            account = null;
            above.forget(last.stop());
            last.close();
        }
    }

    /** Whether the run that asks is the only one. Takes no lock: it is asked by who holds the bell's. */
    boolean isAlone() {
        return runs.get() == 1;
    }
}

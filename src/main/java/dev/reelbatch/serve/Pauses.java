package dev.reelbatch.serve;

import dev.reelbatch.ledger.ScheduleLedger;
import dev.reelbatch.ledger.ScheduleLedger.Pause;
import dev.reelbatch.time.Time;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The job files that people have paused. A pause outlives the process. */
final class Pauses {

    private final ScheduleLedger ledger;
    private final Time time;
    private final Map<String, Pause> paused = new ConcurrentHashMap<>();

    Pauses(ScheduleLedger ledger, Time time) {
        this.ledger = ledger;
        this.time = time;
        ledger.pauses().forEach(pause -> paused.put(pause.jobFile(), pause));
    }

    Optional<Pause> of(String jobFile) {
        return Optional.ofNullable(paused.get(jobFile));
    }

    boolean has(String jobFile) {
        return paused.containsKey(jobFile);
    }

    /** Pauses it, unless it is paused. */
    void add(String jobFile, String by) {
        paused.computeIfAbsent(jobFile, name -> ledger.pause(name, by, time.now()));
    }

    void remove(String jobFile) {
        paused.computeIfPresent(jobFile, (name, pause) -> {
            ledger.resume(name);
            return null;
        });
    }
}

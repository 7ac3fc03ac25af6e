package dev.reelbatch.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks by the ids that callers gave them, which are unique for a key. Unlike tasks they end with this simulator.
 */
final class ExternalIdIndex {

    private record Owned(String key, String externalId) {

        static Owned of(Call call, String externalId) {
            String key = call.header("Authorization");
            return new Owned(key == null ? "" : key, externalId);
        }
    }

    private final Map<Owned, SimulatedTask> tasks = new ConcurrentHashMap<>();

    /** Gives a task its id; returns false if the caller has used it before. */
    boolean add(Call submit, @Nullable String externalId, SimulatedTask task) {
        return externalId == null || tasks.putIfAbsent(Owned.of(submit, externalId), task) == null;
    }

    /** Returns the task that the caller gave this id. */
    Optional<SimulatedTask> find(Call status) {
        return Optional.ofNullable(tasks.get(Owned.of(status, status.taskId())));
    }

    /** Removes the id of a task that was not accepted after all. */
    void remove(Call submit, @Nullable String externalId) {
        if (externalId != null) {
            tasks.remove(Owned.of(submit, externalId));
        }
    }
}

package dev.reelbatch.poll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How long the latest tasks of each model took: those of the ledger, then those that have ended since. */
final class RecentDurations {

    private static final int LATEST = 50;

    private final Function<String, List<Duration>> earlier;
    private final Map<String, Deque<Duration>> ofModel = new HashMap<>();

    /** @param earlier of a model, newest first; asked once for each */
    RecentDurations(Function<String, List<Duration>> earlier) {
        this.earlier = earlier;
    }

    /** A task has ended. A time of zero or less comes from a clock that went wrong, and does not count. */
    synchronized void ended(String model, Duration took) {
        Deque<Duration> times = times(model);
        if (took.compareTo(Duration.ZERO) > 0) {
            times.addFirst(took);
        }
        if (times.size() > LATEST) {
            times.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<Duration> of(String model) {
        return List.copyOf(times(model));
    }

    private Deque<Duration> times(String model) {
        return ofModel.computeIfAbsent(model, name -> new ArrayDeque<>(earlier.apply(name)));
    }
}

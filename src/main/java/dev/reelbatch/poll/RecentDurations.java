package dev.reelbatch.poll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The durations of each model's latest tasks: first those in the ledger, then those that have ended since. */
final class RecentDurations {

    private static final int LATEST = 50;

    private final Function<String, List<Duration>> earlier;
    private final Map<String, Deque<Duration>> ofModel = new HashMap<>();

    /** @param earlier returns a model's durations, newest first; called once for each model */
    RecentDurations(Function<String, List<Duration>> earlier) {
        this.earlier = earlier;
    }

    /** Records the duration of a task that has ended. Zero or less comes from a wrong clock and does not count. */
    synchronized void add(String model, Duration took) {
        Deque<Duration> times = times(model);
        if (took.compareTo(Duration.ZERO) > 0) {
            times.addFirst(took);
        }
        if (times.size() > LATEST) {
            times.removeLast();
        }
    }

    /** Returns the durations, newest first. */
    synchronized List<Duration> of(String model) {
        return List.copyOf(times(model));
    }

    private Deque<Duration> times(String model) {
        return ofModel.computeIfAbsent(model, name -> new ArrayDeque<>(earlier.apply(name)));
    }
}

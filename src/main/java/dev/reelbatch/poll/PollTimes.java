package dev.reelbatch.poll;

import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The time from now until each task is polled, by its age and the durations of tasks like it. */
final class PollTimes {

    /** The number of questions about a lost answer, at most, before it is decided. */
    private static final int LOOKUPS = 10;

    private final PollSettings settings;
    private final PollSchedule pollSchedule;
    private final RecentDurations latest;
    private final Time time;

    PollTimes(PollSettings settings, RecentDurations latest, Time time) {
        this.settings = settings;
        this.pollSchedule = new PollSchedule(settings);
        this.latest = latest;
        this.time = time;
    }

    /**
     * Returns the time until each first request, in the order of the tasks; never negative. A task that may not exist
     * is polled at once.
     */
    Map<OpenTask, Duration> untilFirst(List<OpenTask> tasks) {
        Map<String, Duration> first = new HashMap<>();
        Map<OpenTask, Duration> waits = new LinkedHashMap<>();
        for (OpenTask task : tasks) {
            Duration wait = task.isDoubted()
                    ? settings.interval().minus(age(task))
                    : first.computeIfAbsent(task.model(), model -> pollSchedule.first(seen(model)))
                            .minus(age(task));
            waits.put(task, wait.isNegative() ? Duration.ZERO : wait);
        }
        return waits;
    }

    Duration untilNext(OpenTask task) {
        if (task.isLost()) {
            Duration pause = settings.lookupFor().dividedBy(LOOKUPS);
            return pause.compareTo(settings.interval()) > 0 ? pause : settings.interval();
        }
        return task.isDoubted() ? settings.interval() : pollSchedule.untilNext(age(task), seen(task.model()));
    }

    /** Converts durations by the wall clock to this clock: a rehearsal runs faster. */
    private List<Duration> seen(String model) {
        return latest.of(model).stream().map(time::inTicks).toList();
    }

    /** Returns the task's age; zero after the wall clock was set back. */
    private Duration age(OpenTask task) {
        Duration age = time.inTicks(Duration.between(task.submittedAt(), time.now()));
        return age.isNegative() ? Duration.ZERO : age;
    }
}

package dev.reelbatch.poll;

import dev.reelbatch.ledger.OpenTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An open task on the poller's schedule. */
final class ScheduledPoll implements Comparable<ScheduledPoll> {

    final OpenTask task;
    long dueAt;
    int emptySuccesses;
    int ends;
    int notFound;
    int denials;

    @Nullable Long firstAskedAt;

    @Nullable String lastWord;

    /** How long the task may take off-peak; null until that matters. */
    @Nullable Duration mayTake;

    @Nullable Long answeredSince;

    @Nullable Long deniedSince;

    @Nullable String denial;

    ScheduledPoll(OpenTask task, long dueAt) {
        this.task = task;
        this.dueAt = dueAt;
    }

    /** Counts a denial of the task; one that looks different from those before starts again. */
    void denied(String look, long now) {
        if (!look.equals(denial)) {
            denial = look;
            denials = 0;
            deniedSince = now;
        }
        denials++;
    }

    @Override
    public int compareTo(ScheduledPoll other) {
        int byTime = Long.compare(dueAt, other.dueAt);
        return byTime != 0 ? byTime : Long.compare(task.clipId(), other.task.clipId());
    }
}

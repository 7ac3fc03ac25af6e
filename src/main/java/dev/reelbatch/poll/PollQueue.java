package dev.reelbatch.poll;

import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.stage.ChangeSignal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The polls to come, each at its time, and after them the tasks that were given up, once. Not safe for several threads.
 */
final class PollQueue {

    private final Queue<ScheduledPoll> schedule = new PriorityQueue<>();
    private final Queue<OpenTask> givenUp = new ArrayDeque<>();
    private final Duration spacing;
    private final StatusAnswerRules rules;
    private long nextQuestionAt = Long.MIN_VALUE;

    /**
     * @param spacing shortest time between two polls
     * @param rules say until when the API must not be asked
     */
    PollQueue(Duration spacing, StatusAnswerRules rules) {
        this.spacing = spacing;
        this.rules = rules;
    }

    void add(ScheduledPoll poll) {
        schedule.add(poll);
    }

    void addGivenUp(List<OpenTask> tasks) {
        givenUp.addAll(tasks);
    }

    /**
     * Takes the next poll if it is due.
     *
     * @param now in ticks
     */
    Optional<ScheduledPoll> take(long now) {
        if (questionAt() > now) {
            return Optional.empty();
        }
        ScheduledPoll next = schedule.peek();
        Optional<ScheduledPoll> due = next != null && next.dueAt <= now
                ? Optional.of(schedule.remove())
                : Optional.ofNullable(givenUp.poll()).map(task -> new ScheduledPoll(task, now));
        if (due.isPresent()) {
            nextQuestionAt = now + spacing.toNanos();
        }
        return due;
    }

    /**
     * Returns the time until a poll is due.
     *
     * @param now in ticks
     */
    Duration untilNext(long now) {
        ScheduledPoll next = schedule.peek();
        long dueAt = !givenUp.isEmpty() ? Long.MIN_VALUE : next == null ? Long.MAX_VALUE : next.dueAt;
        long at = Math.max(dueAt, questionAt());
        return at == Long.MAX_VALUE ? ChangeSignal.LONGEST_WAIT : Duration.ofNanos(at - now);
    }

    /** From when on the API may be asked once more, in ticks. */
    private long questionAt() {
        return Math.max(nextQuestionAt, rules.heldUntil());
    }
}

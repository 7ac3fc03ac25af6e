package dev.reelbatch.poll;

import java.time.Duration;

/**
 * How tasks are asked.
 *
 * @param interval the shortest time between two questions for one task
 * @param firstAfter from the submit to the first question, as long as no durations are known
 * @param spacing between any two questions
 * @param giveUpAfter from this execution's first question for a task to TIMED_OUT
 * @param restAfter from the submit until a task that was given up is left alone
 * @param parallel questions under way at once, at most
 */
public record PollSettings(
        Duration interval,
        Duration firstAfter,
        Duration spacing,
        Duration giveUpAfter,
        Duration restAfter,
        int parallel) {}

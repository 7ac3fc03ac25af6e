package dev.reelbatch.poll;

import java.time.Duration;

/**
 * The settings of polling.
 *
 * @param interval the shortest time between two requests for one task
 * @param firstAfter time from the submit to the first request, as long as no durations are known
 * @param spacing time between any two requests
 * @param giveUpAfter time from this execution's first request for a task to TIMED_OUT
 * @param restAfter time from the submit after which a task that was given up is left alone
 * @param lookupFor shortest time for which the API has to deny a task, before a submission without an answer counts as
 *     not accepted
 * @param parallel most requests in progress at once
 */
public record PollSettings(
        Duration interval,
        Duration firstAfter,
        Duration spacing,
        Duration giveUpAfter,
        Duration restAfter,
        Duration lookupFor,
        int parallel) {}

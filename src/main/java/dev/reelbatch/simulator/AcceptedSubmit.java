package dev.reelbatch.simulator;

import java.time.Instant;

/**
 * A submit that the real API would have charged for, whether or not its answer arrived.
 *
 * @param body the request's JSON as it came
 * @param at time of the submit by the wall clock
 * @param ends time when its task ends, by the wall clock
 */
public record AcceptedSubmit(String taskId, String requestId, Instant at, Instant ends, String body) {

    /** Returns the body without the id that the caller gave the task: equal for equal requests. */
    public String request() {
        return SimulatorJson.withoutExternalId(body);
    }

    public String prompt() {
        return SimulatorJson.prompt(body);
    }
}

package dev.reelbatch.poll;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;
import java.util.function.BooleanSupplier;

/**
 * What the poll step works with during one execution.
 *
 * @param full whether no more tasks may run: then submitting waits for one of them to end
 */
public record PollCollaborators(TasksClient api, Patience patience, StopSignal stop, BooleanSupplier full, Time time) {}

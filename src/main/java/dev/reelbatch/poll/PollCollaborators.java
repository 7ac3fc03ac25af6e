package dev.reelbatch.poll;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.Time;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The objects that the poll step works with during one execution.
 *
 * @param runs ids of the running runs
 */
public record PollCollaborators(
        TasksClient api, Supplier<Set<Long>> runs, ApiSilence patience, StopSignal stop, Time time) {}

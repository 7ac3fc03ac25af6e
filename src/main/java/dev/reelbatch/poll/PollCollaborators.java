package dev.reelbatch.poll;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.time.Time;

/** What the poll step works with during one execution. */
public record PollCollaborators(TasksClient api, Patience patience, StopSignal stop, Time time) {}

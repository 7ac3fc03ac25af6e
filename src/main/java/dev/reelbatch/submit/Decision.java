package dev.reelbatch.submit;

import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.stage.StopSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consequences of an answer beyond its own clip.
 *
 * @param accepted true if a task runs
 * @param stop the reason to stop all submissions on the account; null if they continue
 * @param takeBack refused submissions that were not their rows' fault
 */
record Decision(boolean accepted, StopSignal.@Nullable Cause stop, List<OpenSubmission> takeBack) {

    static final Decision ACCEPTED = new Decision(true, null, List.of());
    static final Decision GO_ON = new Decision(false, null, List.of());

    static Decision stop(StopSignal.Cause cause) {
        return new Decision(false, cause, List.of());
    }
}

package dev.reelbatch.ledger;

import dev.reelbatch.text.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts of clips by state as text for a person; programs get the states' names. */
public final class StateText {

    private StateText() {}

    /** Returns all counts, for example {@code 3 pending, 1 in doubt}, in the order of a clip's life. */
    public static String of(Map<ClipState, Integer> clips) {
        return Arrays.stream(ClipState.values())
                .filter(clips::containsKey)
                .map(state -> of(state, clips.getOrDefault(state, 0)))
                .collect(Collectors.joining(Text.of(", ")));
    }

    /** Returns one count, for example {@code 3 pending}. */
    public static String of(ClipState state, int clips) {
        return switch (state) {
            case QUEUED -> Text.of("%d pending", clips);
            case SUBMITTING -> Text.of("%d being submitted", clips);
            case SUBMITTED -> Text.of("%d generating", clips);
            case GENERATED -> Text.of("%d downloading", clips);
            case DELIVERED -> Text.of("%d delivered", clips);
            case FAILED -> Text.of("%d failed", clips);
            case IN_DOUBT -> Text.of("%d in doubt", clips);
            case TIMED_OUT -> Text.of("%d timed out", clips);
            case UNDELIVERED -> Text.of("%d undelivered", clips);
            case CANCELLED -> Text.of("%d cancelled", clips);
        };
    }
}

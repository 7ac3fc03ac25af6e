package dev.reelbatch.notify;

import dev.reelbatch.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run, or the reason why it did not start.
 *
 * @param run its number; 0 if it did not start
 * @param cause what stopped it, as a word that is equal for equal causes; null if nothing did
 * @param goesOn whether it is retried automatically
 * @param missing number of rows neither delivered nor accepted
 * @param cost in words
 * @param lines remarks for a person, one sentence each
 * @param out the folder with the results; empty if there are none
 */
public record RunEnd(
        String job,
        int run,
        Outcome outcome,
        @Nullable String cause,
        boolean goesOn,
        boolean rehearsal,
        int delivered,
        int missing,
        int accepted,
        String cost,
        List<String> lines,
        String out) {

    /** The outcome of a run. */
    public enum Outcome {
        DELIVERED,
        NOT_ALL_DELIVERED,
        STOPPED,
        DEFECT,
        NOT_STARTED,
        WAITING_FOR_APPROVAL;

        private String description() {
            return switch (this) {
                case DELIVERED -> Text.of("everything is delivered");
                case NOT_ALL_DELIVERED -> Text.of("finished, but not every row is delivered");
                case STOPPED -> Text.of("stopped with rows left");
                case DEFECT -> Text.of("failed unexpectedly");
                case NOT_STARTED -> Text.of("could not start");
                case WAITING_FOR_APPROVAL -> Text.of("waits for approval");
            };
        }

        /** Returns the word for JSON bodies; scripts rely on it. */
        String word() {
            return switch (this) {
                case DELIVERED -> "completed";
                case NOT_ALL_DELIVERED -> "incomplete";
                case STOPPED -> "stopped";
                case DEFECT -> "defect";
                case NOT_STARTED -> "not_started";
                case WAITING_FOR_APPROVAL -> "waiting_for_approval";
            };
        }
    }

    /** Creates the end of a run that did not start. */
    public static RunEnd notStarted(String job, Outcome outcome, boolean rehearsal, List<String> lines) {
        return new RunEnd(job, 0, outcome, null, false, rehearsal, 0, 0, 0, "", lines, "");
    }

    boolean isTrouble() {
        return outcome != Outcome.DELIVERED;
    }

    /**
     * Returns the title. It begins with the program's name, because a DingTalk robot can be set to accept only messages
     * with that word.
     */
    String title() {
        return Text.of(
                "reelbatch%s: %s%s: %s%s",
                rehearsal ? Text.of(" (rehearsal)") : "",
                job,
                run == 0 ? "" : Text.of(", run %d", run),
                outcome.description(),
                goesOn ? Text.of("; it will be retried automatically") : "");
    }
}

package dev.reelbatch.notify;

import dev.reelbatch.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, or why it did not begin.
 *
 * @param run its number; 0 if it did not begin
 * @param cause what stopped it, as a word that is equal for equal causes; null if nothing did
 * @param goesOn whether it is tried again without anybody doing anything
 * @param missing rows neither delivered nor accepted
 * @param cost in words
 * @param lines what a person should know, a sentence each
 * @param out where the results are; empty if there are none
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

    /** What came of it. */
    public enum Outcome {
        DELIVERED,
        NOT_ALL_DELIVERED,
        STOPPED,
        DEFECT,
        NOT_STARTED;

        private String words() {
            return switch (this) {
                case DELIVERED -> Text.of("everything is delivered");
                case NOT_ALL_DELIVERED -> Text.of("finished, but not every row is delivered");
                case STOPPED -> Text.of("stopped with rows left");
                case DEFECT -> Text.of("broke down");
                case NOT_STARTED -> Text.of("could not start");
            };
        }

        /** In a JSON body; scripts rely on it. */
        String word() {
            return switch (this) {
                case DELIVERED -> "completed";
                case NOT_ALL_DELIVERED -> "incomplete";
                case STOPPED -> "stopped";
                case DEFECT -> "defect";
                case NOT_STARTED -> "not_started";
            };
        }
    }

    /** A run that did not begin. */
    public static RunEnd notStarted(String job, Outcome outcome, boolean rehearsal, List<String> lines) {
        return new RunEnd(job, 0, outcome, null, false, rehearsal, 0, 0, 0, "", lines, "");
    }

    boolean isTrouble() {
        return outcome != Outcome.DELIVERED;
    }

    /** Begins with the program's name: a DingTalk robot can be told to take messages with that word alone. */
    String title() {
        return Text.of(
                "reelbatch%s: %s%s: %s%s",
                rehearsal ? Text.of(" (rehearsal)") : "",
                job,
                run == 0 ? "" : Text.of(", run %d", run),
                outcome.words(),
                goesOn ? Text.of("; it is tried again by itself") : "");
    }
}

package dev.reelbatch.notify;

import java.util.List;
import java.util.Locale;
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
        DELIVERED("everything is delivered"),
        NOT_ALL_DELIVERED("finished, but not every row is delivered"),
        STOPPED("stopped with rows left"),
        DEFECT("broke down"),
        NOT_STARTED("could not start");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** In a JSON body; scripts rely on it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
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
        return "reelbatch%s: %s%s: %s%s"
                .formatted(
                        rehearsal ? " (rehearsal)" : "",
                        job,
                        run == 0 ? "" : ", run " + run,
                        outcome.words,
                        goesOn ? "; it is tried again by itself" : "");
    }
}

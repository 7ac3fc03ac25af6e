package dev.reelbatch.chaos;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StopSignal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of a table: what goes wrong, and the one right end.
 *
 * @param rows the rows' final states in order, one letter each: (D)elivered, (F)ailed, in doubt (?),
 *     (P)ending, (U)ndelivered, (T)imed out
 * @param paid how many rows the simulator took on
 * @param stop why the run stopped; null if it did not
 */
record ChaosCase(
        String name, CallMatcher when, CallFault fault, String rows, int paid, StopSignal.@Nullable Kind stop) {

    ChaosCase(String name, CallMatcher when, CallFault fault, String rows, int paid) {
        this(name, when, fault, rows, paid, null);
    }

    static String letters(ChaosSheet.Outcome outcome) {
        StringBuilder letters = new StringBuilder();
        for (String status : outcome.statuses()) {
            letters.append(
                    status.equals("in_doubt") ? "?" : status.substring(0, 1).toUpperCase(Locale.ROOT));
        }
        return letters.toString();
    }

    @Override
    public String toString() {
        return name;
    }
}

package dev.reelbatch.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param goal in the figure's unit; null where there is none
 * @param more whether more is better
 * @param note what the figure was measured against, and what else was seen
 */
record Figure(
        String what, double value, String unit, @Nullable Double goal, boolean more, String note) {

    static Figure atMost(double goal, String what, double value, String unit, String note) {
        return new Figure(what, value, unit, goal, false, note);
    }

    static Figure atLeast(double goal, String what, double value, String unit, String note) {
        return new Figure(what, value, unit, goal, true, note);
    }

    static Figure plain(String what, double value, String unit, String note) {
        return new Figure(what, value, unit, null, false, note);
    }

    String line() {
        return "| %s | %s %s | %s | %s | %s |".formatted(what, number(value), unit, goalText(), ratio(), note);
    }

    private String goalText() {
        return goal == null ? "" : (more ? ">= " : "<= ") + number(goal);
    }

    /** Of the figure to its goal, and whether it is met. */
    private String ratio() {
        if (goal == null) {
            return "";
        }
        boolean met = more ? value >= goal : value <= goal;
        return (goal == 0 ? "" : String.format(Locale.ROOT, "%.2f ", value / goal)) + (met ? "met" : "**missed**");
    }

    private static String number(double value) {
        String format = Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}

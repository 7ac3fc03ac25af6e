package dev.reelbatch.text;

import java.time.Duration;

/** Durations in words for a person. */
public final class Durations {

    private static final int MINUTES_A_DAY = 24 * 60;

    private Durations() {}

    /** Returns the duration as in {@code 45 s}, {@code 2 min}, {@code 1 h 5 min}. */
    public static String text(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds % 60 == 0 && seconds > 0 ? Text.of("%d min", seconds / 60) : Text.of("%d s", seconds);
        }
        long minutes = (seconds + 30) / 60;
        if (minutes < 60) {
            return Text.of("%d min", minutes);
        }
        if (minutes >= 2 * MINUTES_A_DAY && minutes % MINUTES_A_DAY == 0) {
            return Text.of("%d days", minutes / MINUTES_A_DAY);
        }
        return minutes % 60 == 0 ? Text.of("%d h", minutes / 60) : Text.of("%d h %d min", minutes / 60, minutes % 60);
    }
}
